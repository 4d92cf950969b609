package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

type record struct {
	id         int
	name, note string
	tags       []string
	open       bool
}

func writeQuoted(out *strings.Builder, s string) {
	out.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; c {
		case '"':
			out.WriteString(`\"`)
		case '\\':
			out.WriteString(`\\`)
		case '\n':
			out.WriteString(`\n`)
		default:
			out.WriteByte(c)
		}
	}
	out.WriteByte('"')
}

func (r *record) write(out *strings.Builder) {
	out.WriteString(`{"id":`)
	out.WriteString(strconv.Itoa(r.id))
	out.WriteString(`,"name":`)
	writeQuoted(out, r.name)
	out.WriteString(`,"note":`)
	writeQuoted(out, r.note)
	out.WriteString(`,"tags":[`)
	for i, tag := range r.tags {
		if i > 0 {
			out.WriteByte(',')
		}
		writeQuoted(out, tag)
	}
	out.WriteString(`],"open":`)
	out.WriteString(strconv.FormatBool(r.open))
	out.WriteByte('}')
}

func records() []record {
	names := []string{"chair", "desk lamp", `the "big" table`, `C:\shelf`, "door"}
	all := make([]record, 100)
	for i := range all {
		tags := []string{"furniture"}
		if i%2 == 0 {
			tags = append(tags, "wood")
		}
		if i%3 == 0 {
			tags = append(tags, "old")
		}
		note := fmt.Sprintf("first line\nsecond line, number %d", i)
		all[i] = record{i * 37, names[i%5], note, tags, i%4 == 0}
	}
	return all
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	all := records()
	check := 0
	for round := range n {
		var out strings.Builder
		out.WriteByte('[')
		for i := range all {
			if i > 0 {
				out.WriteByte(',')
			}
			all[i].write(&out)
		}
		out.WriteByte(']')
		text := out.String()
		check = (check*31 + len(text)) % 1000003
		if text[len(text)/2+round%9] == 'e' {
			check++
		}
	}
	fmt.Println(check)
}
