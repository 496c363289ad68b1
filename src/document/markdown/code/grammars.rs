//! Languages that are made of words: what is known of each.

use super::words::{Grammar, Peculiar, Quote};

const DOUBLE: Quote = Quote {
    mark: "\"",
    escapes: true,
    lines: false,
};
const SINGLE: Quote = Quote {
    mark: "'",
    escapes: true,
    lines: false,
};
const THREE: Quote = Quote {
    mark: "\"\"\"",
    escapes: true,
    lines: true,
};
const THREE_SINGLE: Quote = Quote {
    mark: "'''",
    escapes: true,
    lines: true,
};
/// Of several lines, a backslash is one.
const BACKTICKS: Quote = Quote {
    mark: "`",
    escapes: false,
    lines: true,
};
const LONG_DOUBLE: Quote = Quote {
    mark: "\"",
    escapes: true,
    lines: true,
};
const LONG_SINGLE: Quote = Quote {
    mark: "'",
    escapes: true,
    lines: true,
};
/// A quotation mark in it is written twice, which looks like two strings.
const VERBATIM: Quote = Quote {
    mark: "'",
    escapes: false,
    lines: true,
};

const SLASHES: Grammar = Grammar {
    line_comments: &["//"],
    comments: &[("/*", "*/")],
    strings: &[DOUBLE, SINGLE],
    capitals: true,
    ..Grammar::EMPTY
};

const HASHES: Grammar = Grammar {
    line_comments: &["#"],
    strings: &[DOUBLE, SINGLE],
    ..Grammar::EMPTY
};

pub(super) static C: Grammar = Grammar {
    prefixes: &["L", "u", "U", "u8"],
    keywords: "alignas alignof auto break case const constexpr continue default do else enum extern for goto if inline register restrict return sizeof static static_assert struct switch thread_local typedef typeof union volatile while",
    types: "bool char double float int int8_t int16_t int32_t int64_t intptr_t long off_t ptrdiff_t short signed size_t ssize_t uint8_t uint16_t uint32_t uint64_t uintptr_t unsigned void wchar_t FILE",
    literals: "NULL true false nullptr",
    peculiar: Peculiar::C,
    ..SLASHES
};

pub(super) static CPP: Grammar = Grammar {
    prefixes: &["L", "u", "U", "u8", "R", "LR", "uR", "UR", "u8R"],
    keywords: "alignas alignof and auto break case catch class co_await co_return co_yield concept const consteval constexpr constinit const_cast continue decltype default delete do dynamic_cast else enum explicit export extern final for friend goto if import inline module mutable namespace new noexcept not operator or override private protected public register reinterpret_cast requires return sizeof static static_assert static_cast struct switch template thread_local throw try typedef typeid typename union using virtual volatile while",
    types: "bool char char8_t char16_t char32_t double float int int8_t int16_t int32_t int64_t long map pair set short signed size_t string string_view tuple uint8_t uint16_t uint32_t uint64_t unique_ptr unsigned vector void wchar_t",
    literals: "NULL true false nullptr this",
    peculiar: Peculiar::C,
    ..SLASHES
};

pub(super) static CSHARP: Grammar = Grammar {
    strings: &[THREE, DOUBLE, SINGLE],
    keywords: "abstract as async await base break case catch checked class const continue default delegate do else enum event explicit extern finally fixed for foreach get goto if implicit in init interface internal is lock namespace new operator out override params private protected public readonly record ref required return sealed set sizeof stackalloc static struct switch throw try typeof unchecked unsafe using value var virtual volatile when where while with yield",
    types: "bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort void",
    literals: "true false null this",
    peculiar: Peculiar::C,
    ..SLASHES
};

pub(super) static DART: Grammar = Grammar {
    strings: &[THREE, THREE_SINGLE, DOUBLE, SINGLE],
    prefixes: &["r"],
    keywords: "abstract as assert async await base break case catch class const continue covariant default deferred do else enum export extends extension external factory final finally for get if implements import in interface is late library mixin new on operator part required rethrow return sealed set static super switch sync throw try typedef var when while with yield",
    types: "bool double dynamic int num void",
    literals: "true false null this",
    sigils: "@",
    nested: true,
    ..SLASHES
};

pub(super) static DOCKERFILE: Grammar = Grammar {
    keywords: "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR",
    sigils: "$",
    ..HASHES
};

pub(super) static GO: Grammar = Grammar {
    strings: &[BACKTICKS, DOUBLE, SINGLE],
    keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var",
    types: "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr",
    literals: "true false nil iota",
    ..SLASHES
};

pub(super) static JAVA: Grammar = Grammar {
    strings: &[THREE, DOUBLE, SINGLE],
    keywords: "abstract assert break case catch class const continue default do else enum exports extends final finally for goto if implements import instanceof interface module native new non-sealed package permits private protected public record requires return sealed static strictfp super switch synchronized throw throws transient try var volatile when while yield",
    types: "boolean byte char double float int long short void",
    literals: "true false null this",
    sigils: "@",
    ..SLASHES
};

pub(super) static JAVASCRIPT: Grammar = Grammar {
    keywords: "as async await break case catch class const continue debugger default delete do else export extends finally for from function get if import in instanceof let new of return set static super switch throw try typeof using var void while with yield",
    literals: "true false null undefined NaN Infinity this globalThis",
    sigils: "@#$",
    peculiar: Peculiar::JavaScript,
    ..SLASHES
};

pub(super) static TYPESCRIPT: Grammar = Grammar {
    keywords: "abstract accessor as asserts async await break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if implements import in infer instanceof interface is keyof let namespace new of out override private protected public readonly return satisfies set static super switch throw try type typeof using var void while with yield",
    types: "any bigint boolean never number object string symbol unknown",
    ..JAVASCRIPT
};

pub(super) static JSON: Grammar = Grammar {
    literals: "true false null",
    capitals: false,
    peculiar: Peculiar::Json,
    ..SLASHES
};

pub(super) static KOTLIN: Grammar = Grammar {
    strings: &[THREE, DOUBLE, SINGLE],
    keywords: "abstract actual annotation as break by catch class companion const constructor continue crossinline data do else enum expect external final finally for fun get if import in infix init inline inner interface internal is lateinit noinline object open operator out override package private protected public reified return sealed set super suspend tailrec throw try typealias val value var vararg when where while",
    types: "Any Boolean Byte Char Double Float Int Long Nothing Short String UInt ULong Unit",
    literals: "true false null this it",
    sigils: "@",
    nested: true,
    ..SLASHES
};

pub(super) static LUA: Grammar = Grammar {
    line_comments: &["--"],
    comments: &[("--[[", "]]")],
    strings: &[
        DOUBLE,
        SINGLE,
        Quote {
            mark: "[[",
            escapes: false,
            lines: true,
        },
    ],
    keywords: "and break do else elseif end for function goto if in local not or repeat return then until while",
    literals: "true false nil self",
    ..Grammar::EMPTY
};

pub(super) static MAKEFILE: Grammar = Grammar {
    keywords: "define else endef endif export ifdef ifeq ifndef ifneq include override unexport vpath",
    sigils: "$.",
    ..HASHES
};

pub(super) static NGINX: Grammar = Grammar {
    keywords: "events http server location upstream map if return rewrite include listen server_name root index try_files error_page proxy_pass add_header expires ssl_certificate ssl_certificate_key alias deny allow gzip gzip_types types default_type",
    literals: "on off default permanent redirect",
    sigils: "$",
    ..HASHES
};

pub(super) static PHP: Grammar = Grammar {
    line_comments: &["//", "#"],
    strings: &[LONG_DOUBLE, LONG_SINGLE],
    keywords: "abstract and as break case catch class clone const continue declare default do echo else elseif endforeach endfor endif endwhile enum extends final finally fn for foreach function global goto if implements include include_once instanceof insteadof interface isset list match namespace new or php print private protected public readonly require require_once return static switch throw trait try unset use var while xor yield",
    types: "array bool callable float int iterable mixed never object string void",
    literals: "true false null TRUE FALSE NULL self parent",
    sigils: "$",
    ..SLASHES
};

pub(super) static POWERSHELL: Grammar = Grammar {
    comments: &[("<#", "#>")],
    keywords: "begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for foreach function if in param process return switch throw trap try until using while",
    sigils: "$",
    any_case: true,
    ..HASHES
};

pub(super) static PYTHON: Grammar = Grammar {
    strings: &[THREE, THREE_SINGLE, DOUBLE, SINGLE],
    prefixes: &[
        "r", "b", "f", "u", "t", "R", "B", "F", "U", "br", "rb", "fr", "rf", "Rb", "bR", "tr", "rt",
    ],
    keywords: "and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try type while with yield",
    types: "bool bytes dict float frozenset int list object set str tuple",
    literals: "True False None self cls NotImplemented",
    sigils: "@",
    capitals: true,
    ..HASHES
};

pub(super) static R: Grammar = Grammar {
    strings: &[LONG_DOUBLE, LONG_SINGLE],
    keywords: "break else for function if in next repeat return while library require",
    literals: "TRUE FALSE NULL NA NaN Inf",
    ..HASHES
};

pub(super) static RUBY: Grammar = Grammar {
    comments: &[("=begin", "=end")],
    strings: &[LONG_DOUBLE, LONG_SINGLE],
    keywords: "alias and begin break case class def defined do else elsif end ensure extend for if in include module next not or private protected public raise redo require require_relative rescue retry return super then undef unless until when while yield",
    literals: "true false nil self",
    sigils: "@$:",
    capitals: true,
    ..HASHES
};

pub(super) static RUST: Grammar = Grammar {
    strings: &[LONG_DOUBLE],
    prefixes: &["r", "b", "br", "c", "cr"],
    keywords: "as async await break const continue crate dyn else enum extern fn for gen if impl in let loop macro_rules match mod move mut pub ref return static struct super trait type union unsafe use where while yield",
    types: "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize",
    literals: "true false self",
    peculiar: Peculiar::Rust,
    nested: true,
    ..SLASHES
};

pub(super) static SCALA: Grammar = Grammar {
    strings: &[THREE, DOUBLE, SINGLE],
    prefixes: &["s", "f", "raw"],
    keywords: "abstract case catch class def derives do else enum extends extension final finally for given if implicit import inline lazy match new object opaque override package private protected return sealed super then throw trait transparent try type using val var while with yield",
    literals: "true false null this",
    sigils: "@",
    nested: true,
    ..SLASHES
};

pub(super) static SQL: Grammar = Grammar {
    line_comments: &["--"],
    comments: &[("/*", "*/")],
    strings: &[
        VERBATIM,
        Quote {
            mark: "\"",
            escapes: false,
            lines: true,
        },
        BACKTICKS,
    ],
    keywords: "add all alter analyze and any as asc begin between by cascade case check collate column commit constraint create cross current database default delete desc distinct do drop else end except exists explain fetch filter first following for foreign from full function grant group having if in index inner insert intersect into is join key last lateral left like limit materialized natural not nulls of offset on or order outer over partition preceding primary procedure range recursive references replace returning returns revoke right rollback row rows select set table temporary then to transaction trigger truncate unbounded union unique update using values view when where window with",
    types: "bigint binary blob bool boolean char date datetime decimal double float int integer interval json jsonb money numeric real serial smallint text time timestamp timestamptz tinyint uuid varbinary varchar",
    literals: "true false null",
    any_case: true,
    ..Grammar::EMPTY
};

pub(super) static SWIFT: Grammar = Grammar {
    strings: &[THREE, DOUBLE],
    keywords: "actor any as associatedtype async await break case catch class continue default defer deinit do dynamic else enum extension fallthrough fileprivate final for func get guard if import in indirect init inout internal is lazy let mutating nonisolated open operator override precedencegroup private protocol public repeat required rethrows return set some static struct subscript super switch throw throws try typealias unowned var weak where while",
    literals: "true false nil self Self",
    sigils: "@#$",
    nested: true,
    ..SLASHES
};
