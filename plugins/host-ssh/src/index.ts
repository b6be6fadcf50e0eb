/**
 * A host plugin: programs of actions run on other machines over ssh.
 *
 * @packageDocumentation
 */
export { createHost } from './ssh-host.ts'
