/** A systemd unit that runs this command, which stays in the foreground. */
export function renderUnit(command: readonly string[]): string {
  return `[Unit]
Description=AYS daemon
After=network-online.target

[Service]
Type=exec
ExecStart=${command.map(quote).join(' ')}
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
# Running jobs get their grace from the daemon, which then ends its workers itself.
KillMode=mixed
TimeoutStopSec=60

[Install]
WantedBy=default.target
`
}

/** As systemd reads words; "%" and "$" mean nothing there. */
function quote(word: string): string {
  const plain = word.replaceAll('%', '%%').replaceAll('$', '$$$$')
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : `"${plain.replaceAll(/["\\]/g, '\\$&')}"`
}
