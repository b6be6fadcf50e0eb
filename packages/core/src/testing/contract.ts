/** One promise of an interface, as data: no test runner is imported here. */
export interface ContractCase<T> {
  readonly name: string
  /** The reason to skip, by the subject's own capabilities. */
  readonly skip?: (subject: T) => string | undefined
  readonly run: (subject: T, harness: ContractHarness<T>) => Promise<void>
}

export interface ContractHarness<T> {
  /** A new, isolated, opened subject; called once per case. */
  create(): Promise<T>
  destroy(subject: T): Promise<void>
  /** Another opened subject on the same data, destroyed by the case; absent when there can be none. */
  sibling?(subject: T): Promise<T>
}

/** Fits vitest's `it` and node:test's `test`. */
export type RegisterTest = (
  name: string,
  run: (context: { skip(reason?: string): void }) => Promise<void>,
) => unknown

/** Registers every case of a contract with the caller's own test runner. */
export function registerContract<T>(
  test: RegisterTest,
  contract: readonly ContractCase<T>[],
  harness: ContractHarness<T>,
): void {
  for (const { name, skip, run } of contract) {
    test(name, async (context) => {
      const subject = await harness.create()
      try {
        const reason = skip?.(subject)
        if (reason === undefined) await run(subject, harness)
        else context.skip(reason)
      } finally {
        await harness.destroy(subject)
      }
    })
  }
}
