# Only programs that name functions of the network are linked with its libraries, and ruffc itself is not.
needs() { readelf -d "$1" | sed -n 's/.*NEEDED.*\[\(lib[a-z_]*\).*\]/\1/p' | grep 'curl\|event' | sort | tr '\n' ' '; echo "<- $1"; }
echo 'print("hello")' > hello.ruff
printf 'l := tcp_listen("127.0.0.1", 0)\ntcp_close(l)\n' > tcp.ruff
echo 'f := http_get' > client.ruff
echo 's := http_server(18920)' > server.ruff
for p in hello tcp client server; do ruffc build $p.ruff -o $p && needs $p; done
cp "$(command -v ruffc)" ruffc; needs ruffc

# A machine that has no file left says so.
cat > files.ruff <<'EOF'
l := tcp_listen("127.0.0.1", 18921)
open := []
why := ""
while why == "" {
    try { open.push(tcp_connect("127.0.0.1", 18921)) } except e { why := e.message }
}
print(why)
r := http_get("http://127.0.0.1:18921/")
print(r.message)
r := await async_read_file("files.ruff")
print(r.message)
open.clear()
print(len(await async_read_file("files.ruff")) > 100)
EOF
ruffc build files.ruff -o files && (ulimit -n 30; ./files)

# With few files left requests wait for each other.
cat > few.ruff <<'EOF'
listener := http_listen("127.0.0.1", 18922).route("GET", "/:n", func(r) { return http_response(200, r["params"]["n"]) })
async func serve() { listener.listen() }
serving := serve()
sleep(50)
urls := []
for i in range(100) { urls.push("http://127.0.0.1:18922/" + to_string(i)) }
total := 0
for r in parallel_http(urls) { total := total + parse_int(r["body"]) }
print(total)
EOF
ruffc build few.ruff -o few && (ulimit -n 40; ./few)

# Requests and the handlers that answer them hold no threads while they wait.
cat > threads.ruff <<'EOF'
arrived := 0
async func ask(n) { return http_get("http://127.0.0.1:18923/")["status"] }
listener := http_listen("127.0.0.1", 18923).route("GET", "/", func(r) {
    arrived += 1
    sleep(1500)
    return http_response(200, "")
})
spawn { listener.listen() }
sleep(100)
all := []
for i in range(100) { all.push(ask(i)) }
await Promise.all(all)
print("done")
EOF
ruffc build threads.ruff -o threads && { ./threads > threads.log & sleep 1; test "$(ls /proc/$!/task | wc -l)" -lt 20 && echo "few threads"; wait; tail -1 threads.log; }
