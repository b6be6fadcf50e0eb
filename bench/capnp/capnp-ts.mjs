// service.capnp by capnp-ts: its getters and setters as its generated code calls them.
import {
  CompositeList,
  getBitMask,
  getInt32Mask,
  getUint8Mask,
  Message,
  ObjectSize,
  Struct,
  TextList,
  Uint16List,
} from 'capnp-ts'

const STATES = ['init', 'ok', 'running', 'error']
const AUTOSTART = getBitMask(true, 49)
const TIMEOUT = getInt32Mask(30)
const RETRIES = getUint8Mask(3)

class Event extends Struct {
  static _capnp = { displayName: 'Event', id: 'cb333888c16fa511', size: new ObjectSize(16, 2) }
}
class Service extends Struct {
  static _capnp = { displayName: 'Service', id: '8408573ff56adb13', size: new ObjectSize(64, 11) }
}
const EventList = CompositeList(Event)

const open = (bytes) => new Message(bytes, false).getRoot(Service)

function encode(value) {
  const message = new Message()
  const service = message.initRoot(Service)
  Struct.setText(0, value.name, service)
  Struct.setText(1, value.guid, service)
  Struct.setText(2, value.role, service)
  Struct.setInt32(0, value.version, service)
  Struct.setText(3, value.node, service)
  Struct.setText(4, value.ip, service)
  Struct.setUint16(4, value.port, service)
  Struct.setUint64(8, BigInt(value.memory), service)
  Struct.setUint32(16, value.cpu, service)
  Struct.setUint64(24, BigInt(value.disk), service)
  Struct.setInt32(20, value.priority, service)
  Struct.setBit(48, value.enabled, service)
  Struct.setBit(49, value.autostart, service, AUTOSTART)
  Struct.setUint16(32, STATES.indexOf(value.state), service)
  Struct.setInt64(40, BigInt(value.created), service)
  Struct.setInt64(48, BigInt(value.modified), service)
  Struct.setFloat64(56, value.load, service)
  Struct.setText(5, value.description, service)
  Struct.setText(6, value.url, service)
  Struct.setText(7, value.login, service)
  Struct.setInt32(36, value.timeout, service, TIMEOUT)
  Struct.setUint8(7, value.retries, service, RETRIES)
  fill(Struct.initList(8, TextList, value.tags.length, service), value.tags)
  fill(Struct.initList(9, Uint16List, value.ports.length, service), value.ports)
  const events = Struct.initList(10, EventList, value.events.length, service)
  value.events.forEach((event, index) => writeEvent(events.get(index), event))
  return new Uint8Array(message.toArrayBuffer())
}

function fill(list, values) {
  values.forEach((value, index) => list.set(index, value))
}

function writeEvent(event, value) {
  Struct.setText(0, value.name, event)
  Struct.setInt64(0, BigInt(value.epoch), event)
  Struct.setInt32(8, value.code, event)
  Struct.setBit(96, value.ok, event)
  Struct.setText(1, value.message, event)
}

function decode(bytes) {
  const service = open(bytes)
  return {
    name: Struct.getText(0, service),
    guid: Struct.getText(1, service),
    role: Struct.getText(2, service),
    version: Struct.getInt32(0, service),
    node: Struct.getText(3, service),
    ip: Struct.getText(4, service),
    port: Struct.getUint16(4, service),
    memory: Number(Struct.getUint64(8, service)),
    cpu: Struct.getUint32(16, service),
    disk: Number(Struct.getUint64(24, service)),
    priority: Struct.getInt32(20, service),
    enabled: Struct.getBit(48, service),
    autostart: Struct.getBit(49, service, AUTOSTART),
    state: STATES[Struct.getUint16(32, service)],
    created: Number(Struct.getInt64(40, service)),
    modified: Number(Struct.getInt64(48, service)),
    load: Struct.getFloat64(56, service),
    description: Struct.getText(5, service),
    url: Struct.getText(6, service),
    login: Struct.getText(7, service),
    timeout: Struct.getInt32(36, service, TIMEOUT),
    retries: Struct.getUint8(7, service, RETRIES),
    tags: Struct.getList(8, TextList, service).toArray(),
    ports: Struct.getList(9, Uint16List, service).toArray(),
    events: Struct.getList(10, EventList, service).map(readEvent),
  }
}

function readEvent(event) {
  return {
    name: Struct.getText(0, event),
    epoch: Number(Struct.getInt64(0, event)),
    code: Struct.getInt32(8, event),
    ok: Struct.getBit(96, event),
    message: Struct.getText(1, event),
  }
}

const nameOf = (bytes) => Struct.getText(0, open(bytes))

/** Two fields of a record: its name and the code of the event in the middle. */
function twoOf(bytes) {
  const service = open(bytes)
  const events = Struct.getList(10, EventList, service)
  return [Struct.getText(0, service), Struct.getInt32(8, events.get(events.getLength() >> 1))]
}

export const capnpTs = { name: 'capnp-ts', encode, decode, nameOf, twoOf }
