import type * as fc from 'fast-check'
import { type Cast, castsOf, type TestedTemplate } from './cast.ts'
import { findDeath } from './deaths.ts'
import { type Life, live } from './life.ts'
import type { Play } from './play.ts'
import type { CheckedPromise, LifePromise, PackPromise } from './promises.ts'
import { type Finding, search, type SearchOptions, type Verdict } from './search.ts'
import { blueprintOf } from './stage.ts'
import { upgrade } from './upgrade.ts'

/** An older version of the pack, read. */
export interface OlderPack {
  readonly version: string
  readonly folder: string
  readonly templates: readonly TestedTemplate[]
  readonly reach: readonly TestedTemplate[]
}

const LIFE: readonly LifePromise[] = ['install', 'check', 'repeat', 'uninstall']

/** Tests what one template promises. */
export class TemplateTest {
  readonly #play: Play
  readonly #reach: readonly TestedTemplate[]
  readonly #options: SearchOptions
  /** One life shows several promises. */
  readonly #lives = new Map<string, Promise<Life>>()
  /** The first that was installed. */
  #installed: Cast | undefined

  constructor(play: Play, reach: readonly TestedTemplate[], { seed, runs }: SearchOptions) {
    this.#play = play
    this.#reach = reach
    this.#options = { seed, runs }
  }

  /** Each promise, as soon as it is known what became of it. */
  async *promises(older: readonly OlderPack[]): AsyncIterable<CheckedPromise> {
    await this.#play.sandbox.wipe()
    const casts = castsOf(this.#play.template, this.#reach)
    if (typeof casts === 'string') {
      for (const promise of [...LIFE, 'resume'] as const) yield this.#skipped(promise, casts)
      return
    }
    for (const promise of LIFE) yield await this.#life(promise, casts)
    yield await this.#resume()
    for (const version of older) {
      const before = version.templates.find(({ detail }) => detail.name === this.#name)
      if (before) yield await this.#upgrade(version, before)
    }
  }

  get #name(): string {
    return this.#play.template.detail.name
  }

  async #life(promise: LifePromise, casts: fc.Arbitrary<Cast>): Promise<CheckedPromise> {
    const { actions } = this.#play.template.detail
    const needed = NEEDED[promise]
    if (needed && !needed.some((action) => actions.includes(action))) {
      return this.#skipped(promise, `it has no ${needed.join(' and no ')}`)
    }
    const judge = async (cast: Cast) => judgeLife(promise, await this.#live(cast))
    return this.#told({ promise }, await search(casts, judge, this.#options))
  }

  async #resume(): Promise<CheckedPromise> {
    const cast = this.#installed
    if (!cast) return this.#skipped('resume', NEVER_INSTALLED)
    const fault = await findDeath(this.#play, cast)
    const broken = fault === undefined ? {} : { broken: { cast, fault } }
    return this.#told({ promise: 'resume' }, { tried: 1, ...broken })
  }

  async #upgrade({ version, ...older }: OlderPack, before: TestedTemplate) {
    const casts = castsOf(before, older.reach)
    if (typeof casts === 'string') return { ...this.#skipped('upgrade', casts), version }
    const upgraded = { ...this.#play, older: [older.folder], templates: this.#reach }
    const finding = await search(casts, (cast) => upgrade(upgraded, cast), this.#options)
    return this.#told({ promise: 'upgrade', version }, finding)
  }

  #live(cast: Cast): Promise<Life> {
    const key = JSON.stringify(cast)
    const life = this.#lives.get(key) ?? this.#liveAnew(cast)
    this.#lives.set(key, life)
    return life
  }

  async #liveAnew(cast: Cast): Promise<Life> {
    const life = await live(this.#play, cast)
    if (!life.never && life.faults.install === undefined) this.#installed ??= cast
    return life
  }

  #skipped(promise: PackPromise, reason: string): CheckedPromise {
    return { template: this.#name, promise, status: 'skipped', reason }
  }

  #told(
    which: Pick<CheckedPromise, 'promise' | 'version'>,
    { broken, tried, never }: Finding,
  ): CheckedPromise {
    const told = { template: this.#name, ...which }
    if (broken) {
      const blueprint = blueprintOf([...broken.cast.needs, broken.cast.subject])
      return { ...told, status: 'broken', reason: broken.fault, blueprint }
    }
    if (tried > 0) return { ...told, status: 'kept' }
    const reason = never?.reason ?? NEVER_INSTALLED
    const isBroken = which.promise === 'install' && never?.refused === true
    return isBroken
      ? { ...told, status: 'broken', reason: `none of its data was taken: ${reason}` }
      : { ...told, status: 'skipped', reason }
  }
}

const NEVER_INSTALLED = 'it does not install'

/** A promise is about these actions: without one of them it says nothing. */
const NEEDED: Readonly<Partial<Record<LifePromise, readonly string[]>>> = {
  check: ['check'],
  repeat: ['install', 'start'],
}

function judgeLife(promise: LifePromise, { never, faults }: Life): Verdict {
  if (never) return { never }
  if (promise !== 'install' && faults.install !== undefined) {
    return { never: { reason: NEVER_INSTALLED, refused: false } }
  }
  return { fault: faults[promise] }
}
