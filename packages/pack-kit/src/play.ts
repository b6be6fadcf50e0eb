import type { Cast, TestedTemplate } from './cast.ts'
import type { Sandbox } from './sandbox.ts'
import { differencesOf, type Scene } from './scene.ts'
import type { Fault, Stage } from './stage.ts'

/** A template on the stage. */
export interface Play {
  readonly sandbox: Sandbox
  /** Folders of templates. */
  readonly packs: readonly string[]
  readonly template: TestedTemplate
}

/** Something that is done with a service. */
export interface Deed {
  readonly title: string
  /** What has to be there. */
  readonly prepare: (stage: Stage) => Promise<Fault | undefined>
  readonly work: (stage: Stage) => Promise<Fault | undefined>
}

/** The service comes to what it needs. */
export function installing({ needs, subject }: Cast): Deed {
  return {
    title: 'installing',
    prepare: (stage) => stage.apply(needs),
    work: (stage) => stage.apply([...needs, subject]),
  }
}

/** The service goes, what it needs stays. */
export function takingAway({ needs, subject }: Cast): Deed {
  return {
    title: 'taking away',
    prepare: (stage) => stage.apply([...needs, subject]),
    work: (stage) => stage.remove(subject),
  }
}

/** What is there when it was done undisturbed, in a sandbox that was empty. */
export async function outcomeOf(
  { sandbox, packs }: Play,
  { subject }: Cast,
  { prepare, work }: Deed,
): Promise<Scene> {
  await sandbox.clear()
  return sandbox.use(packs, async (stage) => {
    await prepare(stage)
    await work(stage)
    const scene = await stage.look(subject)
    await stage.destroy()
    return scene
  })
}

/**
 * How two scenes differ that should be the same; undefined when they do not. What differs from one undisturbed
 * outcome to the next, such as the number of a process, is not compared: nobody can promise it.
 */
export async function realDifferences(
  expected: Scene,
  found: Scene,
  again: () => Promise<Scene>,
): Promise<string | undefined> {
  const differences = differencesOf(expected, found)
  if (differences.size === 0) return undefined
  const chance = differencesOf(expected, await again())
  return linesOf([...differences].filter(([name]) => !chance.has(name)))
}

/** One line for each difference; undefined for none. */
export function linesOf(differences: Iterable<readonly [string, string]>): string | undefined {
  const lines = Array.from(differences, ([, line]) => line)
  return lines.length === 0 ? undefined : lines.join('\n')
}
