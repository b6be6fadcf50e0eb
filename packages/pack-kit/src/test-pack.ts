import { AysError, type SignalOption, type TemplateCheck } from '@ays/core'
import type { TestedTemplate } from './cast.ts'
import { loadPack } from './load-pack.ts'
import type { OpenAys } from './open-ays.ts'
import type { CheckedPromise } from './promises.ts'
import { Sandbox } from './sandbox.ts'
import type { SearchOptions } from './search.ts'
import { type OlderPack, TemplateTest } from './template-test.ts'

/** Another version of a pack. */
export interface PackVersion {
  /** How it is called: `1.2.0`. */
  readonly version: string
  /** Absolute. */
  readonly folder: string
}

export interface TestPackOptions extends SignalOption, SearchOptions {
  /** The pack: the folder of its package.json, or a folder of templates; absolute. */
  readonly folder: string
  /** Versions that this one takes over from. */
  readonly older: readonly PackVersion[]
  /** Only these templates; all when there are none. */
  readonly templates: readonly string[]
  readonly open: OpenAys
  /** Gets each promise as soon as it is known what became of it. */
  readonly on: (checked: CheckedPromise) => void
  /** Gets what is to be said of the templates as they are: warnings. */
  readonly tell: (check: TemplateCheck) => void
}

/**
 * Tests every promise of every template of a pack, in a sandbox that is gone afterwards. The same seed and the same
 * pack give the same data. AYS_TEMPLATE_INVALID for a pack with faults, AYS_USAGE for none, AYS_TEMPLATE_UNKNOWN, AYS_INPUT_INVALID for
 * a test.json that is not understood.
 */
export async function testPack(options: TestPackOptions): Promise<readonly CheckedPromise[]> {
  const sandbox = await Sandbox.create(options.open, options.signal)
  try {
    const pack = await loadPack(sandbox, options.folder)
    options.tell(pack.check)
    const older: OlderPack[] = []
    for (const version of options.older) {
      older.push({ ...version, ...(await loadPack(sandbox, version.folder)) })
    }
    const checked: CheckedPromise[] = []
    for (const template of choose(pack.templates, options.templates)) {
      const play = { sandbox, packs: [options.folder], template }
      const test = new TemplateTest(play, pack.reach, options)
      for await (const one of test.promises(older)) {
        options.on(one)
        checked.push(one)
      }
    }
    return checked
  } finally {
    await sandbox[Symbol.asyncDispose]()
  }
}

function choose(
  templates: readonly TestedTemplate[],
  names: readonly string[],
): readonly TestedTemplate[] {
  if (names.length === 0) return templates
  return names.map((name) => {
    const found = templates.find(({ detail }) => detail.name === name)
    if (found) return found
    throw new AysError('AYS_TEMPLATE_UNKNOWN', `the pack has no template ${name}`, {
      hint: `It has ${templates.map(({ detail }) => detail.name).join(', ')}.`,
    })
  })
}
