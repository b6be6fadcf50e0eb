// reflect-metadata comes first: tsyringe throws at import without it.
import 'reflect-metadata'
import { instanceCachingFactory, container as root } from 'tsyringe'
import { AysError } from '../errors/ays-error.ts'
import type { Token } from './token.ts'

/** Binds tokens to factories. The only module that knows tsyringe; no decorators anywhere. */
export class Container implements AsyncDisposable {
  #inner = root.createChildContainer()
  #made: AsyncDisposable[] = []

  /** Binds a factory; it runs once, at first use. Binding again adds: get() takes the last one. */
  bind<T>(token: Token<T>, create: (container: Container) => T): this {
    const useFactory = instanceCachingFactory(() => this.#remember(create(this)))
    this.#inner.register<T>(token, { useFactory })
    return this
  }

  /** Binds a value that the caller made, and the caller closes. */
  value<T>(token: Token<T>, value: T): this {
    this.#inner.register<T>(token, { useValue: value })
    return this
  }

  get<T>(token: Token<T>): T {
    if (this.has(token)) return this.#inner.resolve<T>(token)
    throw new AysError('AYS_BINDING_MISSING', `nothing is bound to ${String(token.description)}`)
  }

  getAll<T>(token: Token<T>): T[] {
    return this.has(token) ? this.#inner.resolveAll<T>(token) : []
  }

  has(token: Token<unknown>): boolean {
    return this.#inner.isRegistered(token, true)
  }

  /** A scope, such as one run: sees everything here, and its own bindings die with it. */
  child(): Container {
    const child = new Container()
    child.#inner = this.#inner.createChildContainer()
    return child
  }

  /** Closes what the factories made, newest first. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const item of this.#made.splice(0).toReversed()) await item[Symbol.asyncDispose]()
  }

  #remember<T>(instance: T): T {
    if (isAsyncDisposable(instance)) this.#made.push(instance)
    return instance
  }
}

function isAsyncDisposable(value: unknown): value is AsyncDisposable {
  return typeof value === 'object' && value !== null && Symbol.asyncDispose in value
}
