# oauth2_get_token against a server on loopback that tells what it was sent.
cat > server.py <<'EOF'
import http.server, json, urllib.parse

class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {"form": form, "type": self.headers["Content-Type"], "accept": self.headers["Accept"]}
        answers = {
            "/token": (200, json.dumps({"access_token": "abc", "expires_in": 3600, "sent": sent})),
            "/denied": (401, '{"error": "invalid_grant"}'),
            "/text": (200, "access_token=abc"),
            "/list": (201, "[1, 2]"),
            "/elsewhere": (307, "over there"),
        }
        status, body = answers[self.path]
        self.send_response(status)
        self.send_header("Location", "/token")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        pass

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
EOF
python3 server.py > port &
server=$!
while [ ! -s port ]; do sleep 0.05; done

cat > token.ruff <<'EOF'
host := "http://127.0.0.1:" + trim(read_file("port"))
func ask(path) { return oauth2_get_token("c0de/1", "my app", "s&cret=é", host + path, "http://localhost/cb?x=1") }
got := ask("/token")
print(got["access_token"], got["expires_in"])
print(got["sent"]["form"])
print(got["sent"]["type"], got["sent"]["accept"])
for path in ["/denied", "/text", "/list", "/elsewhere"] {
    try { print(ask(path)) } except e { print(e.message) }
}
try { oauth2_get_token("a", "b", "c", "http://127.0.0.1:1/token", "e") } except e { print(starts_with(e.message, "OAuth2 token request failed: ")) }
try { oauth2_get_token("a", "b", "c", "ftp://x/token", "e") } except e { print(starts_with(e.message, "OAuth2 token request failed: ")) }
try { oauth2_get_token("a", "b", "c", 4, "e") } except e { print(e.message) }
try { oauth2_get_token("a", "b") } except e { print(e.message) }

# bodies that wait hold no thread
async func one(i) { return len(ask("/token")) }
jobs := []
for i in range(20) { jobs.push(one(i)) }
print(sum(await promise_all(jobs)))
EOF
ruffc run token.ruff 2> /dev/null | tee run.txt
ruffc build token.ruff -o token 2> /dev/null && ./token > build.txt && cmp run.txt build.txt && echo "build: the same"
# The address alone does not need curl.
echo 'f := oauth2_auth_url' > url.ruff && ruffc build url.ruff -o url && ! readelf -d url | grep curl
kill $server
