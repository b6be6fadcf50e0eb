/** What a program needs to know of the machine; everything else may be a secret. */
const PASSED = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR'] as const

/** The environment of a worker: what every program needs, and what the caller adds. */
export function cleanEnv(
  added: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const passed = PASSED.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(passed), ...added }
}
