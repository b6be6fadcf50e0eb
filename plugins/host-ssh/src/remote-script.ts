import type { ExecOptions } from '@ays/core'

/**
 * What the login shell of the host is asked for, whichever it is: a POSIX shell that runs the script in its
 * first line of input. So neither arguments nor environment show in the process lists of the two machines.
 */
export const REMOTE = `exec sh -c 'IFS= read -r script && eval "$(printf %b "$script")"'`

/** The line that REMOTE reads; what follows it is the input of the program. */
export function toInput(script: string): string {
  return `${script.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`)}\n`
}

type Surroundings = Pick<ExecOptions, 'cwd' | 'env'>

/**
 * Runs a program. sshd makes the shell the leader of a process group: when sshd is gone, because the
 * connection is, the whole group ends.
 */
export function runningScript(command: string, args: readonly string[], options: Surroundings) {
  return `${surroundings(options)}
(while kill -0 $PPID || [ -d /proc/$PPID ]; do sleep 0.5 || sleep 1; done; kill -9 -$$) </dev/null >/dev/null 2>&1 &
guard=$!
${words([command, ...args])}
code=$?
kill $guard 2>/dev/null
exit $code`
}

/** Starts a program that lives on, and prints its pid. */
export function detachedScript(
  command: string,
  args: readonly string[],
  { output, ...options }: Surroundings & Pick<ExecOptions, 'output'>,
) {
  return `${surroundings(options)}
command -v ${quote(command)} >/dev/null || { echo 'not found' >&2; exit 127; }
nohup ${words([command, ...args])} </dev/null >>${quote(output ?? '/dev/null')} 2>&1 &
echo $!`
}

function surroundings({ cwd, env = {} }: Surroundings): string {
  const exports = Object.entries(env).map(([name, value]) => `export ${quote(`${name}=${value}`)}`)
  return [...(cwd === undefined ? [] : [`cd ${quote(cwd)} || exit 126`]), ...exports].join('\n')
}

function words(texts: readonly string[]): string {
  return texts.map(quote).join(' ')
}

/** One word for every POSIX shell, whatever is in it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
