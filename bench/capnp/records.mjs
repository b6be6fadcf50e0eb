const range = (count) => Array.from({ length: count }, (_, index) => index)

/** A record of service.capnp, with so many events. */
export function service(events) {
  return {
    name: 'ssh.server.main',
    guid: '3f2b1c9e-77aa-4d10-9a55-0d9a5f1c2e33',
    role: 'node',
    version: 12,
    node: 'node-eu-west-17',
    ip: '10.24.117.201',
    port: 2222,
    memory: 17_179_869_184,
    cpu: 8,
    disk: 1_099_511_627_776,
    priority: -3,
    enabled: true,
    autostart: false,
    state: 'running',
    created: 1_734_567_890_123,
    modified: 1_734_567_999_456,
    load: 0.7312,
    description: 'Primary SSH gateway for the west region; managed by AYS, do not restart by hand.',
    url: 'https://git.example.com/ays/templates/node.ssh',
    login: 'root',
    timeout: 60,
    retries: 5,
    tags: ['prod', 'west', 'gateway', 'managed'],
    ports: [22, 80, 443, 8080],
    events: range(events).map((index) => ({
      name: `install_${index}`,
      epoch: 1_734_560_000_000 + index * 1000,
      code: index,
      ok: index % 3 === 1,
      message: `step ${index} finished without errors`,
    })),
  }
}

/** What AYS keeps of a service: Service of the model, as the engine fills it. */
export function stored(data) {
  const run = '01JGZ3V6Q2M8R4T0XW5Y7K9B1C'
  return {
    uid: '01JGZ3V6Q2M8R4T0XW5Y7K9B1D',
    role: 'node',
    name: 'main',
    actor: 'node.ssh',
    schema: '3f2b1c9e77aa4d109a550d9a5f1c2e33',
    data,
    declared: data,
    declaredFields: ['ip', 'port', 'login', 'description'],
    origin: 'blueprint',
    blueprint: 'blueprints/west.yaml',
    line: 12,
    ensuredBy: '',
    links: [
      { role: 'datacenter', name: 'west', uid: run, argname: 'parent', parent: true, named: true },
      { role: 'sshkey', name: 'ops', uid: run, argname: 'key', parent: false, named: false },
    ],
    actions: ['init', 'install', 'start', 'monitor'].map((name, job) => ({
      name,
      status: 'ok',
      code: '9a55e7c3f2b1c9e77aa4d100d9a5f1c2e333f2b1c9e77aa4d109a550d9a5f1c2',
      reason: '',
      argsJson: '',
      run,
      job,
      lastRun: 1_734_567_890_123,
      period: 0,
    })),
    created: 1_734_567_890_123,
    updated: 1_734_567_999_456,
    beforeData: new Uint8Array(0),
    beforeLinks: [],
    eventsJson: '',
  }
}
