/** Every construct of the schema language that needs no compiler. */
export const EVERY_CONSTRUCT = `# A comment before the id.
@0xd4b1f5a9c3e27a10;
# What follows the id documents nothing.

annotation note @0xd1a1b2c3d4e5f607 (struct, field, enum, enumerant, const, file) :Text;
annotation range(field) :Range;
annotation secret (*) :Void;
$note("file");

const limit :UInt32 = 0x2a;
const names :List(Text) = ["a", "b" "c"];
const origin :Point = (x = -1, y = 1.5e3);

enum Color $note("enum") { red @0; green @2 $note("value"); blue @1; }

struct Range { low @0 :Float64 = -inf; high @1 :Float64 = inf; }
struct Point { x @0 :Int32; y @1 :Float64; }

struct Schema $note("struct") {  # The root.
  # Two lines of it.
  struct Inner {
    enum Color { cyan @0; magenta @1; }
    const depth :Int8 = -3;
    using Outer = .Color;
    own @0 :Color = magenta;
    outer @1 :Outer = blue;
    deep @2 :Int8 = Schema.Inner.depth;
    self @3 :Inner;
  }
  using In = Inner;

  v @0 :Void = void;
  b @1 :Bool = true;
  i8 @2 :Int8 = -0x80;
  i16 @3 :Int16 = 017;
  i64 @4 :Int64 = -9223372036854775808;
  u64 @5 :UInt64 = 18446744073709551615;
  f32 @6 :Float32 = nan;
  f64 @7 :Float64 = -2.5e-300;
  t @8 :Text = "h\\xc3\\xa9llo\\n\\"quoted\\" \\101" $note("field") $secret;  # The greeting.
  d @9 :Data = 0x"00 ff 7f";
  dt @10 :Data = "abc";
  c @11 :Color = green;
  inner @12 :In = (own = cyan, self = (deep = 5));
  points @13 :List(Point) = [(x = 1), (y = 2), .origin];
  lists @14 :List(List(Text)) = [["a"], [], ["b", "c"]];
  limited @15 :UInt32 = .limit $range(low = 1);
  named @16 :List(Text) = .names;
  any @17 :AnyPointer;
  union {
    a @18 :Text;
    g :group {
      x @19 :UInt8;
      choice :union {
        none @20 :Void;
        some @21 :List(Bool);
      }
    }
    old @23! :union {
      first @22 :UInt16;
      second @24 :Text;
    }
  }
  struct @25 :Bool;
  union @26 :Text = "keywords are names too";
  constructor @27 :Text;
}
`

/** The same as its canonical text. */
export const EVERY_CONSTRUCT_CANONICAL = `@0xd4b1f5a9c3e27a10;

annotation secret (field) :Void;

enum Color {
  red @0;
  blue @1;
  green @2;
}

struct Range {
  low @0 :Float64 = -inf;
  high @1 :Float64 = inf;
}

struct Point {
  x @0 :Int32;
  y @1 :Float64;
}

struct Schema {
  # The root.
  # Two lines of it.
  v @0 :Void;
  b @1 :Bool = true;
  i8 @2 :Int8 = -128;
  i16 @3 :Int16 = 15;
  i64 @4 :Int64 = -9223372036854775808;
  u64 @5 :UInt64 = 18446744073709551615;
  f32 @6 :Float32 = nan;
  f64 @7 :Float64 = -2.5e-300;
  t @8 :Text = "héllo\\n\\"quoted\\" A" $secret;
  # The greeting.
  d @9 :Data = 0x"00ff7f";
  dt @10 :Data = 0x"616263";
  c @11 :Color = green;
  inner @12 :Schema.Inner = (own = cyan, self = (deep = 5));
  points @13 :List(Point) = [(x = 1), (y = 2), (x = -1, y = 1500)];
  lists @14 :List(List(Text)) = [["a"], [], ["b", "c"]];
  limited @15 :UInt32 = 42;
  named @16 :List(Text) = ["a", "bc"];
  any @17 :AnyPointer;
  union {
    a @18 :Text;
    g :group {
      x @19 :UInt8;
      choice :union {
        none @20 :Void;
        some @21 :List(Bool);
      }
    }
    old @23! :union {
      first @22 :UInt16;
      second @24 :Text;
    }
  }
  struct @25 :Bool;
  union @26 :Text = "keywords are names too";
  constructor @27 :Text;

  struct Inner {
    own @0 :Schema.Inner.Color = magenta;
    outer @1 : .Color = blue;
    deep @2 :Int8 = -3;
    self @3 :Schema.Inner;

    enum Color {
      cyan @0;
      magenta @1;
    }
  }
}
`
