// The limit: C++ with generated code. Prints nanoseconds for each operation, in the order of the table.
#include <capnp/message.h>
#include <capnp/serialize.h>
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>
#include "service.capnp.h"

struct PlainEvent {
  std::string name, message;
  int64_t epoch;
  int32_t code;
  bool ok;
};

struct Plain {
  std::string name, guid, role, node, ip, description, url, login;
  int32_t version, priority, timeout;
  uint16_t port;
  uint8_t retries;
  uint32_t cpu;
  uint64_t memory, disk;
  bool enabled, autostart;
  State state;
  int64_t created, modified;
  double load;
  std::vector<std::string> tags;
  std::vector<uint16_t> ports;
  std::vector<PlainEvent> events;
};

using Words = kj::ArrayPtr<const capnp::word>;

static Plain decode(Words words) {
  capnp::FlatArrayMessageReader reader(words);
  auto from = reader.getRoot<Service>();
  Plain to;
  to.name = from.getName();
  to.guid = from.getGuid();
  to.role = from.getRole();
  to.version = from.getVersion();
  to.node = from.getNode();
  to.ip = from.getIp();
  to.port = from.getPort();
  to.memory = from.getMemory();
  to.cpu = from.getCpu();
  to.disk = from.getDisk();
  to.priority = from.getPriority();
  to.enabled = from.getEnabled();
  to.autostart = from.getAutostart();
  to.state = from.getState();
  to.created = from.getCreated();
  to.modified = from.getModified();
  to.load = from.getLoad();
  to.description = from.getDescription();
  to.url = from.getUrl();
  to.login = from.getLogin();
  to.timeout = from.getTimeout();
  to.retries = from.getRetries();
  for (auto tag : from.getTags()) to.tags.emplace_back(tag);
  for (auto port : from.getPorts()) to.ports.push_back(port);
  for (auto event : from.getEvents())
    to.events.push_back({event.getName(), event.getMessage(), event.getEpoch(), event.getCode(), event.getOk()});
  return to;
}

static kj::Array<capnp::word> encode(const Plain &from) {
  capnp::MallocMessageBuilder message;
  auto to = message.initRoot<Service>();
  to.setName(from.name);
  to.setGuid(from.guid);
  to.setRole(from.role);
  to.setVersion(from.version);
  to.setNode(from.node);
  to.setIp(from.ip);
  to.setPort(from.port);
  to.setMemory(from.memory);
  to.setCpu(from.cpu);
  to.setDisk(from.disk);
  to.setPriority(from.priority);
  to.setEnabled(from.enabled);
  to.setAutostart(from.autostart);
  to.setState(from.state);
  to.setCreated(from.created);
  to.setModified(from.modified);
  to.setLoad(from.load);
  to.setDescription(from.description);
  to.setUrl(from.url);
  to.setLogin(from.login);
  to.setTimeout(from.timeout);
  to.setRetries(from.retries);
  auto tags = to.initTags(from.tags.size());
  for (size_t i = 0; i < from.tags.size(); i++) tags.set(i, from.tags[i]);
  auto ports = to.initPorts(from.ports.size());
  for (size_t i = 0; i < from.ports.size(); i++) ports.set(i, from.ports[i]);
  auto events = to.initEvents(from.events.size());
  for (size_t i = 0; i < from.events.size(); i++) {
    auto event = events[i];
    event.setName(from.events[i].name);
    event.setEpoch(from.events[i].epoch);
    event.setCode(from.events[i].code);
    event.setOk(from.events[i].ok);
    event.setMessage(from.events[i].message);
  }
  return capnp::messageToFlatArray(message);
}

static kj::Array<capnp::word> readFile(const char *path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  auto words = kj::heapArray<capnp::word>(bytes.size() / sizeof(capnp::word));
  memcpy(words.begin(), bytes.data(), bytes.size());
  return words;
}

static volatile size_t sink;

template <typename Run>
static void measure(Run run) {
  using Clock = std::chrono::steady_clock;
  size_t count = 0;
  auto start = Clock::now();
  std::chrono::duration<double, std::nano> took{};
  do {
    for (int i = 0; i < 100; i++) sink = sink + run();
    count += 100;
    took = Clock::now() - start;
  } while (took.count() < 100e6);
  std::cout << took.count() / count << std::endl;
}

int main(int, char **arguments) {
  auto small = readFile(arguments[1]), large = readFile(arguments[2]);
  auto plain = decode(small);
  measure([&] { return encode(plain).size(); });
  measure([&] { return decode(small).events.size(); });
  measure([&] { return capnp::FlatArrayMessageReader(small).getRoot<Service>().getName().size(); });
  measure([&] {
    capnp::FlatArrayMessageReader reader(large);
    auto service = reader.getRoot<Service>();
    auto events = service.getEvents();
    return service.getName().size() + events[events.size() / 2].getCode();
  });
}
