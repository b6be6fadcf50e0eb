@0xd1c5a1f3b6e08a47;

annotation min (field) :Float64;

struct Schema {
  webserver @0 :Text;
  # The server it asks.
  path @1 :Text = "/";
  expect @2 :Text;
  # What the answer must hold.
  tries @3 :UInt16 = 20 $min(1);
  # How often it asks, a quarter of a second apart.
  checked @4 :Text;
  # The address that answered; set by start.
}
