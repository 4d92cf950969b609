# What a script may do, by --untrusted and --allow-…; every way to a built-in function asks.
ask() { ruffc run "$@" 2>&1; echo "[status $?]"; }
cat > ways.ruff <<'END'
func show(way, f) { try { print(way, f()) } except e { print(way, "!", e.message) } }
value := read_file
async func body() { return read_file("a.txt") }
show("call", func() { return read_file("a.txt") })
show("value", func() { return value("a.txt") })
show("map", func() { return map(["a.txt"], read_file) })
show("lazy", func() { return ["a.txt"].map(read_file).collect() })
show("pipe", func() { return "a.txt" |> read_file })
show("async", func() { return await body() })
show("promise", func() { return await async_read_file("a.txt") })
show("sleep", func() { return sleep(1) })
show("network", func() { return http_get("http://127.0.0.1:1/") })
show("server", func() { return http_server(18960).listen() })
show("listener", func() { return tcp_listen("127.0.0.1", 0) })
show("shell", func() { return execute("echo hi") })
show("program", func() { return spawn_process(["echo", "hi"]).stdout })
show("environment", func() { return env_or("NOTHING", "default") })
show("setting", func() { return env_set("A", "1") })
show("clock", func() { return now() > 0 })
show("chance", func() { return random() < 1 })
show("store", func() { return kv_set("a", "1") })
show("pages", func() { return await ssg_render_and_write_pages(["a"], ".") })
show("hash", func() { return len(sha256_file("a.txt")) })
show("database", func() { return db_connect("sqlite", ":memory:") })
show("removal", func() { return delete_file("b.txt") })
c := channel()
spawn { try { c.send(read_file("a.txt")) } except e { c.send(e.message) } }
print("spawn", c.receive())
print("free", len(args()), to_json([1]), sha256("a") == sha256("a"))
END
printf hello > a.txt
touch b.txt
ask --untrusted ways.ruff
ls
echo '$ without the capability the error ends the script, also where failures of the network are values'
echo 'print(http_get("http://127.0.0.1:1/"))' > net.ruff
ruffc run --untrusted net.ruff 2>&1 | tail -4
echo '$ one or two are allowed'
ask --allow-fs-read --allow-process-exec ways.ruff | grep -v '!'
ask --untrusted --allow-clock --allow-random --allow-env-read ways.ruff | grep -v '!'
echo 'print(read_file("a.txt"), random() < 1, len(env_list()) > 0)' > all.ruff
ask --untrusted --allow-all all.ruff

echo '$ copies read and write'
cat > copy.ruff <<'END'
try { print(copy_file("a.txt", "c.txt")) } except e { print(e.message) }
END
ask --allow-fs-read copy.ruff
ask --allow-fs-write copy.ruff
ask --allow-fs-write --allow-fs-read copy.ruff

echo '$ a module is held to the same'
echo 'export func look() { return read_file("a.txt") }' > helper.ruff
printf 'import helper\ntry { print(helper.look()) } except e { print(e.message) }\n' > main.ruff
ask --untrusted main.ruff
echo '$ import follows no link out of the folder of the script'
mkdir -p scripts && echo 'export secret := 1' > outside.ruff && ln -s ../outside.ruff scripts/outside.ruff
printf 'import outside\nprint(outside.secret)\n' > scripts/main.ruff
ruffc run --untrusted scripts/main.ruff > /dev/null 2>&1 || echo refused

echo '$ children get no variables that the script may not see'
cat > child.ruff <<'END'
print(spawn_process(["env"]).stdout.split("\n").filter(func(l) { return l.starts_with("SECRET") }).collect())
END
SECRET=1 ruffc run --allow-process-exec child.ruff
SECRET=1 ruffc run --allow-process-exec --allow-env-read child.ruff

echo '$ an executable keeps what it was built with'
ruffc build --untrusted --allow-clock --allow-fs-delete ways.ruff -o ways
RUFF_CAPS=0 RUFFC_CAPS=all RUFF_ALLOW=all ./ways | grep -v '!'
RUFF_CAPS=1 ./ways
ruffc build net.ruff -o net 2> /dev/null
RUFF_CAPS=1 ./net
ruffc build --untrusted --allow-net-client net.ruff -o net 2> /dev/null
RUFF_NET_DESTINATION_POLICY=allow_all RUFF_ALLOW_PRIVATE_NETWORK_DESTINATIONS=1 ./net
RUFF_CAPS=1 ./net | tail -1
echo '$ what the environment forbids the script cannot allow itself'
printf 'env_set("RUFF_NET_DESTINATION_POLICY", "allow_all")\nprint(http_get("http://127.0.0.1:1/"))\n' > deny.ruff
RUFF_NET_DESTINATION_POLICY=deny_private ruffc run deny.ruff 2> /dev/null
echo '$ the C file too'
ruffc build --untrusted --allow-fs-read=scripts copy.ruff --emit-c copy.c && cc -O0 copy.c -o copy -lm -lpthread && ./copy

echo '$ wrong use'
try ruffc run --allow-fs-read= ways.ruff
try ruffc run --allow-fs-read=a: ways.ruff
try ruffc run --allow-net=a ways.ruff
try ruffc run --allow-fs ways.ruff
try ruffc check --untrusted ways.ruff
echo '$ told by doc'
ruffc doc copy_file
