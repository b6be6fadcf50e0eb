import type { Cast } from './cast.ts'
import { type Deed, installing, outcomeOf, type Play, realDifferences, takingAway } from './play.ts'
import type { Scene } from './scene.ts'
import type { Fault } from './stage.ts'

/**
 * Installs a service and takes it away, and kills AYS before each commit of both; whoever comes next goes on.
 * How what comes of it then differs from what comes of it undisturbed; undefined when it never does.
 */
export async function findDeath(play: Play, cast: Cast): Promise<string | undefined> {
  return (
    (await findDeathIn(play, cast, installing(cast))) ??
    (await findDeathIn(play, cast, takingAway(cast)))
  )
}

async function findDeathIn(play: Play, cast: Cast, deed: Deed): Promise<string | undefined> {
  const { sandbox, packs } = play
  const undisturbed = () => outcomeOf(play, cast, deed)
  const expected = await undisturbed()
  for (let commit = 0; ; commit += 1) {
    await sandbox.clear()
    await sandbox.use(packs, deed.prepare)
    const died = await sandbox.killed(packs, commit, deed.work)
    const { fault, scene } = await goOn(play, cast, deed)
    const wrong = fault?.text ?? (await realDifferences(expected, scene, undisturbed))
    if (wrong !== undefined) return `killed before commit ${commit + 1} of ${deed.title}:\n${wrong}`
    if (!died) return undefined
  }
}

/** The next process: it goes on with the run, and with what was not even begun. */
async function goOn(
  { sandbox, packs }: Play,
  { subject }: Cast,
  { work }: Deed,
): Promise<{ readonly fault: Fault | undefined; readonly scene: Scene }> {
  return sandbox.use(packs, async (stage) => {
    const fault = (await stage.resume()) ?? (await work(stage))
    const scene = await stage.look(subject)
    await stage.destroy()
    return { fault, scene }
  })
}
