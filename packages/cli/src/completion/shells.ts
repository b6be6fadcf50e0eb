import type { Completion } from './find-candidates.ts'
import type { Candidate } from './grammar.ts'

/** The shells that can be helped. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const

export type Shell = (typeof SHELLS)[number]

/** True for the name of a shell that can be helped. */
export function isShell(name: string | undefined): name is Shell {
  return SHELLS.some((shell) => shell === name)
}

/** The words as AYS reads them: bash takes `--flag=value` apart. */
export function wordsFrom(shell: Shell, words: readonly string[]): string[] {
  if (shell !== 'bash') return [...words]
  const joined: string[] = []
  for (const [at, word] of words.entries()) {
    const isValue = word === '=' || words[at - 1] === '='
    if (isValue && joined.length > 0) joined.push(`${joined.pop() ?? ''}${word}`)
    else joined.push(word)
  }
  return joined
}

/** A line for each candidate that begins with what is typed, as the script of the shell reads it. */
export function renderCandidates(
  shell: Shell,
  { typed, before }: Completion,
  candidates: readonly Candidate[],
): string {
  const line = LINES[shell]
  return candidates
    .filter(({ value }) => value.startsWith(typed))
    .map((candidate) => `${line(candidate, before)}\n`)
    .join('')
}

const LINES: Readonly<Record<Shell, (candidate: Candidate, before: string) => string>> = {
  bash: ({ value }) => value,
  zsh: ({ value, text }) => `${value.replaceAll(/[\\:]/g, String.raw`\$&`)}:${text}`,
  fish: ({ value, text }, before) => `${before}${value}\t${text}`,
}

/** Makes a shell ask `ays complete`; where that knows nothing, files are completed. */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `_ays() {
  local value current=\${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  while IFS= read -r value; do
    # In quotes nothing has to be quoted; elsewhere "!" would mean something else to bash.
    [[ $current == [\\'\\"]* ]] || printf -v value %q "$value"
    COMPREPLY+=("$value")
  done < <(ays complete bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _ays ays
`,
  zsh: `#compdef ays
_ays() {
  local -a values
  values=("\${(@f)$(ays complete zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -z $values ]]; then
    _files
    return
  fi
  compset -P '--[^=]#='
  _describe -t ays-values value values
}
if [[ $funcstack[1] == _ays ]]; then
  _ays "$@"
else
  compdef _ays ays
fi
`,
  fish: `function __ays_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -l values (ays complete fish -- $words[2..-1] "$current" 2>/dev/null)
  if test (count $values) -gt 0
    printf '%s\\n' $values
  else
    __fish_complete_path "$current"
  end
end
complete -c ays -e
complete -c ays -f -a '(__ays_complete)'
`,
}
