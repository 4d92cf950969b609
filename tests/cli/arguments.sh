# arg_parser on the arguments behind the script, under run and in an executable.
cat > a.ruff <<'END'
p := arg_parser()
p := p.add_argument("--name", "-n", "help", "who")
p := p.add_argument("--count", "short", "-c", "type", "int", "default", "3")
p := p.add_argument("--ratio", "type", "float")
p := p.add_argument("--loud", "-l", "type", "bool")
p := p.add_argument("--must", "required", true)
try {
    print(p.parse())
} except e {
    print(e.message)
}
END
try ruffc run a.ruff --must x
try ruffc run a.ruff -n you -c 5 --ratio 1.5 -l --must x one - two
try ruffc run a.ruff --must -5 --name ''
try ruffc run a.ruff --name x
try ruffc run a.ruff --must
try ruffc run a.ruff --must x --count
try ruffc run a.ruff --must x --count two
try ruffc run a.ruff --must x --ratio 1,5
try ruffc run a.ruff --must x --nam y
try ruffc run a.ruff --must x --count=4
try ruffc run a.ruff --must x -- y
ruffc build a.ruff -o a
try ./a --must x -c 5 one
cat > b.ruff <<'END'
p := arg_parser()
func show(f) {
    try { print(f()) } except e { print(e.message) }
}
show(func() { return p.add_argument() })
show(func() { return p.add_argument(5) })
show(func() { return p.add_argument("--a", "type", "date") })
show(func() { return p.add_argument("--a", "required", "yes") })
show(func() { return p.add_argument("--a", "help", 5) })
show(func() { return p.add_argument("--a", "colour", "red") })
show(func() { return p.add_argument("--a", "help") })
show(func() { return p.add_argument("--a", 5, 5) })
show(func() { return p.add_argument("--a", "type", error("lost")) })
show(func() { return p.parse(1) })
show(func() { return p.nothing() })
show(func() { return p.add_argument("--a", "default", "x", "type", "int").parse() })
q := p.add_argument("--a", "-a", "type", "int", "required", true, "default", "5", "help", "what")
print(type(p), len(p.arguments), len(q.arguments), p == q)
q.app_name := "tool 1.0"
q.description := "Does it."
print(q.help())
print(p)
END
try ruffc run b.ruff
