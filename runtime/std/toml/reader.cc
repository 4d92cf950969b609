// toml++ behind functions of C: see reader.h.

#include "std/toml/reader.h"

#define TOML_HEADER_ONLY 0
#define TOML_SHARED_LIB  1
#include <cstdio>
#include <new>
#include <string_view>
#include <toml++/toml.h>

namespace {

// A document on its way to the sink.
class Teller {
public:
    Teller(std::string_view document, const toml_sink *into) : text(document), sink(into) {}

    void table(const toml::table &t)
    {
        sink->begin_table(sink->self);
        for (auto &&[key, node] : t) {
            sink->key(sink->self, key.str().data(), key.str().size());
            value(node);
        }
        sink->end(sink->self);
    }

private:
    std::string_view text;
    const toml_sink *sink;

    void array(const toml::array &a)
    {
        sink->begin_array(sink->self);
        for (auto &&node : a)
            value(node);
        sink->end(sink->self);
    }

    void string(std::string_view s)
    {
        sink->string(sink->self, s.data(), s.size());
    }

    // Where a position lies in the text. Columns count code points.
    size_t offset(toml::source_position p) const
    {
        size_t at = 0;

        for (toml::source_index line = 1; line < p.line; line++)
            at = text.find('\n', at) + 1;
        for (toml::source_index column = 1; column < p.column && at < text.size(); column++)
            do
                at++;
            while (at < text.size() && (text[at] & 0xC0) == 0x80);
        return at;
    }

    void as_written(const toml::node &node)
    {
        size_t from = offset(node.source().begin);

        string(text.substr(from, offset(node.source().end) - from));
    }

    void value(const toml::node &node)
    {
        switch (node.type()) {
        case toml::node_type::table:
            return table(*node.as_table());
        case toml::node_type::array:
            return array(*node.as_array());
        case toml::node_type::string:
            return string(node.as_string()->get());
        case toml::node_type::integer:
            return sink->integer(sink->self, node.as_integer()->get());
        case toml::node_type::floating_point:
            return sink->real(sink->self, node.as_floating_point()->get());
        case toml::node_type::boolean:
            return sink->boolean(sink->self, node.as_boolean()->get());
        default:
            return as_written(node);
        }
    }
};

void note(const toml::parse_error &e, toml_fault *fault)
{
    std::snprintf(fault->what, sizeof fault->what, "%.*s",
                  static_cast<int>(e.description().size()), e.description().data());
    fault->line   = e.source().begin.line;
    fault->column = e.source().begin.column;
}

} // namespace

bool toml_read(const char *at, size_t bytes, const toml_sink *sink, toml_fault *fault)
{
    std::string_view text(at, bytes);

    try {
        Teller(text, sink).table(toml::parse(text));
        return true;
    } catch (const toml::parse_error &e) {
        note(e, fault);
    } catch (const std::bad_alloc &) {
        fault->line = fault->column = 0;
    }
    return false;
}
