# The advice below reports of errors: indexes and `?` on what they do not take.
number=0
advise() {
    number=$((number + 1))
    printf '%s\n' "$1" > "advice$number.ruff"
    ruffc run "advice$number.ruff" 2>&1 | grep -e Error -e help
}
advise 'func at(xs, i) { return xs[i] }  print(at([1, 2], 1.0))'
advise 'func at(xs, i) { return xs[i] }  print(at([1, 2], "0"))'
advise 'func at(xs, i) { return xs[i] }  print(at({"a": 1}, 2.5), at([1], 0), at("a", 0))'
advise 'func set(xs) { xs[0] := "b"  return xs }  print(set(["a"]), set("a"))'
advise 'xs := [1, 2]  print(xs.map(func(x) { return x + 1 })[0])'
advise 'func first(x) { return x[0] }  print(first([1]), first(null))'
advise 'async func f() { return Ok(1) }  print(await f()?)'
advise 'func g(x) { return x? }  print(g(Ok(1)), g(5))'
advise 'async func f() { return {"a": 1} }  func a(x) { return x.a }  print(a({"a": 1}), a(f()))'
