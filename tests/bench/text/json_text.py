import sys


def quoted(s):
    out = ['"']
    for c in s:
        if c == '"':
            out.append('\\"')
        elif c == "\\":
            out.append("\\\\")
        elif c == "\n":
            out.append("\\n")
        else:
            out.append(c)
    out.append('"')
    return "".join(out)


def json_of(record):
    id_, name, note, tags, is_open = record
    joined = ",".join(quoted(tag) for tag in tags)
    word = "true" if is_open else "false"
    return f'{{"id":{id_},"name":{quoted(name)},"note":{quoted(note)},"tags":[{joined}],"open":{word}}}'


def records():
    names = ["chair", "desk lamp", 'the "big" table', "C:\\shelf", "door"]
    found = []
    for i in range(100):
        tags = ["furniture"]
        if i % 2 == 0:
            tags.append("wood")
        if i % 3 == 0:
            tags.append("old")
        found.append((i * 37, names[i % 5], f"first line\nsecond line, number {i}", tags, i % 4 == 0))
    return found


every = records()
check = 0
for round_ in range(int(sys.argv[1])):
    text = "[" + ",".join(json_of(record) for record in every) + "]"
    check = (check * 31 + len(text)) % 1000003
    if text[len(text) // 2 + round_ % 9] == "e":
        check += 1
print(check)
