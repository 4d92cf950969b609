# Paths that a capability is limited to: nothing leads out of them.
mkdir -p in/sub out
echo inside > in/a.txt; echo below > in/sub/b.txt; echo outside > out/secret.txt; echo other > inner.txt
ln -s ../out/secret.txt in/link; ln -s ../out in/folder; ln -s a.txt in/good; ln -s loop in/loop; ln -s "$PWD/in/a.txt" in/absolute
ln -s in/a.txt door
printf 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==' | base64 -d > in/i.png
cat > read.ruff <<'END'
func show(what, f) { try { print(what, f()) } except e { print(what, "!", e.message) } }
for p in ["in/a.txt", "in/sub/b.txt", "in/good", "in/absolute", "door", "in/sub/../a.txt", "./in//a.txt", "in/../in/a.txt",
          "in/../out/secret.txt", "out/secret.txt", "in/link", "in/folder/secret.txt", "in/loop", "in/none", "out/none", "in/none/x",
          "out/none/x", "inner.txt", "", "/", "in/a.txt/", "/proc/self/cwd/out/secret.txt", "/etc/passwd"] {
    show("read " + p, func() { return trim(read_file(p)) })
}
for p in ["in", "in/", ".", "in/..", "in/folder", "in/sub", "/"] {
    show("list " + p, func() { return list_dir(p).sort() })
}
for p in ["in/a.txt", "in/none", "in/link", "out/secret.txt", "out/none", "in"] {
    show("exists " + p, func() { return path_exists(p) })
    show("file " + p, func() { return path_is_file(p) })
    show("size " + p, func() { return file_size(p) > 0 })
}
show("link", func() { return path_is_symlink("in/link") })
show("link outside", func() { return path_is_symlink("door") })
show("metadata", func() { return io_file_metadata("in/a.txt")["size"] })
show("metadata outside", func() { return io_file_metadata("in/link")["size"] })
show("absolute", func() { return path_absolute("in/sub/../good") })
show("absolute outside", func() { return path_absolute("in/link") })
show("bytes", func() { return len(read_binary_file("in/folder/secret.txt")) })
show("hash", func() { return sha256_file("in/link") })
show("promise", func() { return await async_read_file("in/link") })
show("promises", func() { return await async_read_files(["in/a.txt", "in/link"]) })
show("store", func() { return kv_get("a") })
END
try ruffc run --allow-fs-read=in read.ruff
echo '$ written, moved, removed'
cat > write.ruff <<'END'
func show(what, f) { try { print(what, f()) } except e { print(what, "!", e.message) } }
show("write", func() { return write_file("in/new.txt", "new") })
show("write again", func() { return write_file("in/new.txt", "new") })
show("write outside", func() { return write_file("out/new.txt", "new") })
show("write through a link", func() { return write_file("in/link", "new", true) })
show("write through a folder", func() { return write_file("in/folder/new.txt", "new") })
show("append", func() { return append_file("in/new.txt", "er") })
show("append outside", func() { return append_file("in/link", "er") })
show("make", func() { return create_dir("in/x/y") })
show("make outside", func() { return create_dir("out/x/y") })
show("make by a link", func() { return create_dir("in/folder/x") })
show("make above", func() { return create_dir("in/../x") })
show("rename", func() { return rename_file("in/new.txt", "in/x/old.txt") })
show("rename in", func() { return rename_file("out/secret.txt", "in/secret.txt") })
show("rename out", func() { return rename_file("in/a.txt", "out/a.txt") })
show("copy", func() { return copy_file("in/a.txt", "in/copy.txt") })
show("copy out", func() { return copy_file("in/a.txt", "out/copy.txt") })
show("copy in", func() { return copy_file("out/secret.txt", "in/copy.txt") })
show("range", func() { return io_copy_range("out/secret.txt", "in/copy.txt", 0, 3) })
show("range out", func() { return io_copy_range("in/a.txt", "out/copy.txt", 0, 3) })
show("promise", func() { return await async_write_file("in/p.txt", "p") })
show("promise outside", func() { return await async_write_file("out/p.txt", "p") })
show("pages", func() { return (await ssg_render_and_write_pages(["a"], "in"))["files"] })
show("pages outside", func() { return await ssg_render_and_write_pages(["a"], "out") })
show("store", func() { return kv_set("a", "1") })
env_set("RUFF_KV_PATH", "in/kv.json")
show("store", func() { return kv_set("a", "1") })
show("stored", func() { return kv_get("a") })
func pack(path, what) {
    z := zip_create(path)
    zip_add_file(z, what)
    return zip_close(z)
}
show("pack", func() { return pack("in/a.zip", "in/a.txt") })
show("pack outside", func() { return pack("out/a.zip", "in/a.txt") })
show("pack from outside", func() { return pack("in/b.zip", "out/secret.txt") })
show("pack a folder", func() {
    z := zip_create("in/c.zip")
    zip_add_dir(z, "in/sub")
    try { zip_add_dir(z, "out") } except e { print(e.message) }
    zip_add_dir(z, "in")
    zip_close(z)
    return unzip("in/c.zip", "in/unpacked/c").sort()
})
show("unpack", func() { return unzip("in/a.zip", "in/unpacked") })
show("unpack outside", func() { return unzip("in/a.zip", "out/unpacked") })
show("unpack by a link", func() { return unzip("in/a.zip", "in/folder") })
image := load_image("in/i.png")
show("image", func() { return image.save("in/i.bmp") })
show("image outside", func() { return image.save("out/i.png") })
show("image from outside", func() { return load_image("out/i.png") })
show("remove", func() { return delete_file("in/p.txt") })
show("remove a link", func() { return delete_file("in/link") })
show("remove outside", func() { return delete_file("out/secret.txt") })
show("remove through a folder", func() { return delete_file("in/folder/secret.txt") })
show("remove a folder", func() { return delete_file("in/x") })
show("rmdir", func() { return os_rmdir("in/x/y") })
show("rmdir outside", func() { return os_rmdir("out") })
show("enter", func() { return os_chdir("in/folder") })
show("enter", func() { return os_chdir("in") })
show("from there", func() { return trim(read_file("a.txt")) })
show("from there, out", func() { return read_file("../out/secret.txt") })
END
try ruffc run --allow-fs-read=in --allow-fs-write=in --allow-fs-delete=in --allow-env-write write.ruff
ls -R
echo '$ fixed in the executable, wherever it is started'
echo 'try { print(read_file(args()[0])) } except e { print(e.message) }' > one.ruff
ruffc build --allow-fs-read=in:inner.txt one.ruff -o one
(cd out && ../one ../in/a.txt && ../one secret.txt && ../one ../inner.txt && RUFF_CAPS=1 ../one | head -1)
ruffc build --allow-fs-read=/ one.ruff -o one && ./one out/secret.txt
ruffc build --allow-fs-read=later one.ruff -o one && mkdir later && echo late > later/a && ./one later/a
rm -r later && ln -s out later && ./one later/secret.txt
