import type { Cast, CastService } from './cast.ts'
import { installing, linesOf, outcomeOf, type Play, realDifferences } from './play.ts'
import type { LifePromise } from './promises.ts'
import { differencesOf, type Scene } from './scene.ts'
import type { Stage } from './stage.ts'

/** Its data was refused, or else what it needs could not be installed. */
export interface Never {
  readonly reason: string
  readonly refused: boolean
}

/** How one service lived, with one choice of data. */
export interface Life {
  /** Why it never was. */
  readonly never?: Never
  /** How promises were broken. After an install that failed, no other one is looked at. */
  readonly faults: Readonly<Partial<Record<LifePromise, string>>>
}

/** What makes a service be there. */
const INSTALLING = ['install', 'start']

/** Installs a service in an empty sandbox, checks it, installs it again and takes it away. */
export async function live(play: Play, cast: Cast): Promise<Life> {
  await play.sandbox.clear()
  const life = new Living(play.template.detail.actions, cast.subject)
  const never = await play.sandbox.use(play.packs, (stage) => life.play(stage, cast.needs))
  if (never) return { never, faults: {} }
  const { once, twice, faults } = life
  if (!once || !twice) return { faults }
  const again = () => outcomeOf(play, cast, installing(cast))
  const repeat = await realDifferences(once, twice, again)
  return { faults: repeat === undefined ? faults : { ...faults, repeat } }
}

class Living {
  readonly faults: Partial<Record<LifePromise, string>> = {}
  /** After the first and after the second install. */
  once?: Scene
  twice?: Scene
  readonly #actions: readonly string[]
  readonly #subject: CastService

  constructor(actions: readonly string[], subject: CastService) {
    this.#actions = actions
    this.#subject = subject
  }

  /** Why it never was; in the end nothing is there any more. */
  async play(stage: Stage, needs: readonly CastService[]): Promise<Never | undefined> {
    const unready = await stage.apply(needs)
    if (unready) {
      return { reason: `what it needs cannot be installed: ${unready.text}`, refused: false }
    }
    const before = await stage.look(this.#subject)
    const fault = await stage.apply([...needs, this.#subject])
    if (fault?.refused === true) return { reason: fault.text, refused: true }
    if (fault) this.faults.install = fault.text
    else await this.#goOn(stage, before)
    await stage.destroy()
    return undefined
  }

  async #goOn(stage: Stage, before: Scene): Promise<void> {
    this.once = await stage.look(this.#subject)
    const checked = await stage.act(this.#exported(['check']), this.#subject)
    if (checked) this.faults.check = checked.text
    const repeated = await stage.act(this.#exported(INSTALLING), this.#subject)
    if (repeated) this.faults.repeat = repeated.text
    else this.twice = await stage.look(this.#subject)
    const removed = await stage.remove(this.#subject)
    const left = differencesOf(before, await stage.look(this.#subject))
    const fault = removed?.text ?? linesOf(left)
    if (fault !== undefined) this.faults.uninstall = fault
  }

  #exported(actions: readonly string[]): readonly string[] {
    return actions.filter((action) => this.#actions.includes(action))
  }
}
