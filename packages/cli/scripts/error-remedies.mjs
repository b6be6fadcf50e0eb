// What to do about each error code, where an error's own hint says no more.
export const REMEDIES = {
  // everywhere
  AYS_INTERNAL: 'Report it, with the stack that is printed below it.',
  AYS_CANCELLED:
    'Nothing, if it was you. What a run had not started keeps its state: `ays run retry`.',
  AYS_USAGE: 'Follow the hint; `ays COMMAND --help` shows what the command takes.',
  AYS_INPUT_INVALID: 'Mend each place that is named; `ays validate` tells whether any is left.',
  AYS_BINDING_MISSING:
    'Bind the token before it is asked for; in the `ays` command itself, report it.',
  AYS_PLUGIN_BROKEN: '`ays plugins inspect NAME` lists its faults. Update it, or uninstall it.',
  AYS_PLUGIN_INSTALL: 'Read what npm said, which is the cause; then install it again.',
  AYS_REPOSITORY_MISSING: 'Go into a repository, name it with `--repo`, or make one: `ays init`.',
  AYS_REPOSITORY_NEWER: 'Install the newest AYS.',
  // store
  AYS_STORE_NOT_OPEN: 'Call `open()` first, and nothing after the store was closed.',
  AYS_STORE_CONFLICT: 'Do it again: it is worked out on what is stored now.',
  AYS_STORE_FENCED: 'Somebody else goes on with the work; look at it: `ays run show`.',
  AYS_STORE_TOO_LARGE: 'Apply in parts, by naming blueprints; keep large values out of fields.',
  AYS_STORE_WATCH_LOST: 'Read again what was watched, then watch from there.',
  AYS_STORE_LEASE_HELD: 'Wait for who holds it, and try again.',
  AYS_STORE_LOCKED:
    'Wait for the process that is named, or end it; with a daemon, `ays daemon stop`.',
  AYS_STORE_UNREACHABLE:
    'See that the server runs, and that `store:` in ays.yaml names it. Then try again.',
  AYS_STORE_UNKNOWN: 'Look before you do it again: `ays run list`, `ays plan`.',
  AYS_STORE_READ_ONLY:
    'Let the store be written to: the rights of its folder, or of the user at its server.',
  AYS_STORE_FULL: 'Make room, then `ays run resume`. `ays store compact` takes away old history.',
  AYS_STORE_UNSAFE: 'Set up the server as the hint says, so that what it has answered stays.',
  AYS_STORE_DAMAGED:
    '`ays store verify` names what; `--repair` mends what can be mended; else restore a backup.',
  AYS_STORE_PARTIAL: 'Do the migration or the restore again: it goes on, or begins anew.',
  AYS_STORE_DIFFERS: 'Stop what works with the repository, and do it again.',
  AYS_BACKUP_INVALID: 'Take another backup; copy this one again if it was copied.',
  AYS_STORE_URL: 'Mend `store:` in ays.yaml or `--store`, or install the plugin for its scheme.',
  // schemas and data
  AYS_SCHEMA_INVALID:
    'Mend each place that is named; `ays schema check FILE` tells whether any is left.',
  AYS_SCHEMA_BREAKS:
    'Add fields instead of changing them; of HRD, `alias:` renames one. `ays schema diff` helps.',
  AYS_SCHEMA_UNSUPPORTED:
    'Install `capnp`, or write the schema without imports, generics and interfaces.',
  AYS_DATA_INVALID: 'Give the field that is named a value of its type and within its rules.',
  AYS_MESSAGE_INVALID: 'See that the bytes are whole, and of the schema that you read them with.',
  // blueprint and template
  AYS_BLUEPRINT_SYNTAX: 'Mend the line that is named: it is no YAML, or no map of services.',
  AYS_BLUEPRINT_KEY: 'Write `<template>__<instance>:`, `actions:` or `eventfilters:`.',
  AYS_TEMPLATE_UNKNOWN: '`ays template list` shows those that there are.',
  AYS_TEMPLATE_INVALID: '`ays template check NAME` lists its faults with their places.',
  AYS_TEMPLATE_DUPLICATE: 'Rename one of the two folders that are named.',
  AYS_FIELD_UNKNOWN: 'Mend its name; `ays template show NAME` shows the fields.',
  AYS_FIELD_INVALID: 'Give it a value of its type and within its rules: `ays template show NAME`.',
  AYS_NAME_INVALID: 'Use letters, digits, "-", "_" and "."; a service is `role!name`.',
  AYS_HRD_SYNTAX: 'Mend the line: `name = type:str …`.',
  AYS_HRD_IGNORED: 'Say what you mean in another way; the detail of the fault tells how.',
  AYS_ACTOR_INVALID: 'Mend the key that is named; its JSON Schema lets editors check it.',
  AYS_ACTION_INVALID:
    'Mend the line that is named; `ays template check NAME` tells whether it is right.',
  // packs
  AYS_PACK_INTEGRITY:
    'Find out who changed it. If it is right so: `ays pack install`, and look at the lock.',
  AYS_PACK_INVALID:
    'Give a folder, package or tarball with templates, and no links or paths out of it.',
  AYS_PACK_MISSING: 'Mend `packs:` in ays.yaml, or install it: `ays pack install`.',
  AYS_PACK_UNPINNED: 'Pin it with `ays pack install`, and commit ays.lock.json.',
  AYS_PACK_UNREACHABLE: 'See that npm reaches its registry, with your credentials; then try again.',
  // links
  AYS_LINK_MISSING: 'Declare one, or name one in the field of the link.',
  AYS_LINK_TOO_MANY: 'Name fewer, or let the template take more.',
  AYS_LINK_AMBIGUOUS: 'Name the one that is meant in the field of the link.',
  AYS_LINK_UNKNOWN: 'Mend the name, or declare the service.',
  AYS_LINK_CYCLE: 'Take out one of the links that are named.',
  // plan and run
  AYS_SERVICE_UNKNOWN: '`ays service list` shows those that there are.',
  AYS_SERVICE_CHANGED: 'Look at it again, then change it.',
  AYS_REVISION_UNKNOWN: '`ays service history role!name` shows those that are kept.',
  AYS_SERVICE_DECLARED: 'Take it out of its blueprint, then `ays apply --prune`.',
  AYS_SERVICE_CONSUMED: 'Delete its consumers first, or with it.',
  AYS_ACTOR_UNKNOWN: '`ays actor list` shows those that there are.',
  AYS_ACTION_UNKNOWN: '`ays template show NAME` shows the actions that it exports.',
  AYS_ACTION_CYCLE: 'Take out one of the needs that are named: `after:` in actor.yaml, or a link.',
  AYS_ACTION_DISABLED: 'Let it run again: `ays service set-state role!name ACTION new`.',
  AYS_PLAN_STALE: 'Plan again, look at what is different, and apply that.',
  AYS_RUN_UNKNOWN: '`ays run list` shows those that are kept.',
  AYS_RUN_ACTIVE: 'Watch it, `ays run watch`, or stop it first, `ays run cancel`.',
  AYS_RUN_FAILED: '`ays run show` tells what failed; mend it, then `ays run retry`.',
  AYS_CLAIMED: 'Wait for the run that is named: `ays run watch`.',
  AYS_FIELD_OWNED: 'Return fields of the schema only, or add this one to it.',
  // jobs
  AYS_JOB_FAILED:
    '`ays run show` points at the line, `ays run logs` has what was said; then `ays run retry`.',
  AYS_JOB_TIMEOUT: 'Give it longer with `timeout:` in actor.yaml, or let it do less.',
  AYS_JOB_CRASHED:
    'See in `ays run logs` what it last said: it ran out of memory, or ended its process.',
  AYS_JOB_UNLOADABLE:
    '`ays template check NAME`; what it imports must be there when it is bundled.',
  AYS_HOST_INVALID: 'Return what a plugin of that kind of host describes.',
  AYS_HOST_UNREACHABLE: 'See that the host runs and lets you in, then `ays run retry`.',
  // daemon
  AYS_DAEMON_RUNNING: 'Nothing: it is there. `ays daemon status` shows it.',
  AYS_DAEMON_UNREACHABLE: '`ays daemon status`, `ays daemon logs`; then start it again.',
  AYS_EVENT_UNKNOWN: '`ays event list` shows those that are kept.',
  AYS_FORBIDDEN: 'Take a token with the scope that is named: `ays daemon token create --scope …`.',
  AYS_RATE_LIMITED: 'Wait as long as `Retry-After` says, or raise `--rate-limit` of the daemon.',
  AYS_REQUEST_INVALID: 'Send what the route takes: `GET /v1/openapi.json`.',
  AYS_RUN_HANDED_BACK: '`ays run resume` goes on with it; so does the next daemon.',
  AYS_SUBMISSION_UNKNOWN: '`ays queue list` shows those that are kept.',
  AYS_TOKEN_UNKNOWN: '`ays daemon token list` shows those that there are.',
  AYS_UNAUTHENTICATED:
    'Give a token that is valid: in `AYS_TOKEN`, or as `authorization: Bearer …`.',
}
