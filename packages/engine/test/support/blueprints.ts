import { type BlueprintReading, readBlueprints } from '../../src/blueprint/read-blueprints.ts'
import type { Templates } from '../../src/template/template.ts'
import { libraryOf } from './open-library.ts'

/** Templates of a small data centre, in HRD and in Cap'n Proto. */
const TEMPLATES = {
  'templates/os/schema.hrd': '',
  'templates/os.ssh/schema.hrd': '',
  'templates/fs/schema.hrd': 'size = type:int\n',
  'templates/sshkey/schema.hrd': 'key.path = type:str\n',
  'templates/node.docker/schema.hrd': `os = type:str parent:os
image = type:str default:'ubuntu'
memory = type:int default:256
ratio = type:float
running = type:bool default:False
ports = type:str list
sshkey = type:str consume:sshkey:1:1 auto
fs = list type:str consume:fs:0
ssh.port = type:int minval:1 maxval:65535 default:22
`,
  'templates/cockpit/schema.hrd': `host_node = type:str consume:node:1:1
dns.sshkey = type:str consume:sshkey:1:1
`,
  'templates/twin/schema.hrd': `keys = type:str consume:sshkey:0
sshkey = type:str consume:os:0
`,
  'templates/switch/schema.capnp': `@0xb3d7f1c2a4e5f607;
struct Schema {
  name @0 :Text;
  lanes @1 :List(Lane);
  mode :union {
    fast @2 :UInt8;
    slow @3 :Void;
  }
  uplink @4 :Text;
  struct Lane { speed @0 :UInt16; }
}
`,
  'templates/switch/config.yaml': `links:
  consume:
    - { role: network.kvm, argname: uplink, min: '0', max: '2', auto: false }
    - { role: rack, min: 0, auto: false }
`,
  'templates/broken/schema.hrd': 'no equals sign\n',
}

/** The templates above, opened for the running test. */
export const templates = (): Promise<Templates> => libraryOf(TEMPLATES)

/** Reads blueprints by file name against the templates above. */
export async function readTexts(
  texts: Readonly<Record<string, string>>,
  over?: Templates,
): Promise<BlueprintReading> {
  const files = Object.entries(texts).map(([file, text]) => ({ file, text }))
  return readBlueprints(files, { templates: over ?? (await templates()) })
}

export const readText = (text: string): Promise<BlueprintReading> => readTexts({ 'a.yaml': text })

/** `line:column CODE summary` of each diagnostic. */
export function faultsOf({ diagnostics }: Pick<BlueprintReading, 'diagnostics'>): string[] {
  return diagnostics.map(
    ({ code, summary, source }) => `${source?.line}:${source?.column} ${code} ${summary}`,
  )
}
