import type { ErrorCode } from '@ays/core'

/** `[line, code]`, or `[line, code, last line]` where the value stands below its key. */
export type Fault = readonly [line: number, code: ErrorCode, until?: number]

const FIELD = 'AYS_FIELD_UNKNOWN'
const VALUE = 'AYS_FIELD_INVALID'
const TEMPLATE = 'AYS_TEMPLATE_UNKNOWN'
const LINK = 'AYS_LINK_UNKNOWN'
const SYNTAX = 'AYS_BLUEPRINT_SYNTAX'

/**
 * Every other blueprint of the corpus, each alone, over the template tree of 8.1 whose templates export no
 * `init`: the faults that must be reported. An empty list says that it is valid. What follows from a fault
 * (a link to a service that could not be read) may be reported or not.
 *
 * By the reference: fields that the schema lacks (1.6.5, 9.4), values of another type (9.4), templates
 * that another repository holds (9.2), links that name nobody (1.4.3; 1.5.1, where 8.1 was silent and ays9
 * is not), YAML that is none (9.2).
 */
export const BLUEPRINTS: Readonly<Record<string, readonly Fault[]>> = {
  'ays9/docs__AYS-Portal__usage__Getting_started_with_blueprints__getting_started_with_blueprints.md__L44.yaml':
    [2, 6, 7, 9, 11, 12, 13, 14].map((line): Fault => [line, FIELD]),
  'ays9/docs__ActorTemplateFiles__Actions.md__L113.yaml': [[2, SYNTAX]],
  'ays9/docs__ActorTemplateFiles__Config.md__L116.yaml': [],
  'ays9/docs__Definitions__Blueprints.md__L22.yaml': [1, 4, 7].map((line): Fault => [
    line,
    TEMPLATE,
  ]),
  // {ACTION-NAME} is a map of YAML: a placeholder that nobody filled in.
  'ays9/docs__Definitions__Blueprints.md__L51.yaml': [[2, SYNTAX]],
  'ays9/docs__Definitions__Blueprints.md__L59.yaml': [2, 3, 4].map((line): Fault => [line, SYNTAX]),
  'ays9/docs__walkthroughs__AYS_client.md__L155.yaml': [[2, FIELD]],
  'ays9/docs__walkthroughs__Create_actor_template.md__L123.yaml': [
    [2, LINK],
    [7, LINK],
    [8, FIELD],
  ],
  // The service is os!ovh4: the key is split at the first "__", so `ubuntu__ovh4` is nobody's name.
  'ays9/templates__app__app_docker__README.md__L12.yaml': [[19, LINK]],
  'ays9/templates__app__blueowncloud__README.md__L23.yaml': [[3, FIELD]],
  'ays9/templates__app__ftp__README.md__L16.yaml': [
    [20, TEMPLATE],
    [27, TEMPLATE],
  ],
  'ays9/templates__app__s3__README.md__L10.yaml': [[17, SYNTAX, 28]],
  'ays9/templates__app__s3__REAME.md__L22.yaml': [
    [4, FIELD],
    [22, FIELD],
  ],
  'ays9/templates__app__s3__REAME.md__L6.yaml': [
    [2, LINK],
    [3, LINK, 4],
    [5, FIELD],
  ],
  // Indented by one: the node is a field of the key above it.
  'ays9/templates__app__zerotier_daemon__README.md__L14.yaml': [
    [3, FIELD],
    [13, LINK],
    [15, TEMPLATE],
    [18, TEMPLATE],
  ],
  'ays9/templates__clients__packetnet_client__README.md__L5.yaml': [],
  'ays9/templates__clients__sshkey__readme.md__L26.yaml': [],
  'ays9/templates__clients__sshkey__readme.md__L40.yaml': [],
  'ays9/templates__clients__sshkey__readme.md__L68.yaml': [],
  'ays9/templates__clients__sshkey__readme.md__L99.yaml': [[6, FIELD]],
  'ays9/templates__network__network.zerotier__README.md__L11.yaml': [
    [3, FIELD],
    [10, TEMPLATE],
    [13, TEMPLATE],
  ],
  'ays9/templates__nodes__node.docker__README.md__L30.yaml': [],
  'ays9/templates__nodes__node.docker__README.md__L64.yaml': [
    [2, LINK],
    [5, LINK],
    [9, LINK],
  ],
  // myvm is a node; app_docker and node.docker ask for an os.
  'ays9/templates__nodes__node.docker__README.md__L80.yaml': [
    [2, FIELD],
    [25, LINK],
    [31, LINK],
  ],
  'ays9/templates__nodes__node.kvm__readme.md__L23.yaml': [],
  'ays9/templates__nodes__node.physical__readme.md__L19.yaml': [],
  'ays9/templates__os__os.ssh.ubuntu__readme.md__L15.yaml': [],
  'ays_jumpscale8/templates__app__app_docker__README.md__L13.yaml': [
    [14, FIELD],
    [15, FIELD],
    [18, FIELD],
    [19, FIELD],
    [22, LINK],
  ],
  'ays_jumpscale8/templates__app__blueowncloud__README.md__L23.yaml': [],
  'ays_jumpscale8/templates__app__s3__README.md__L10.yaml': [[19, SYNTAX, 28]],
  'ays_jumpscale8/templates__clients__sshkey__readme.md__L30.yaml': [],
  'ays_jumpscale8/templates__clients__sshkey__readme.md__L95.yaml': [],
  'ays_jumpscale8/templates__disk__disk.ovc__README.md__L18.yaml': [[24, FIELD]],
  'ays_jumpscale8/templates__nodes__node.docker__README.md__L30.yaml': [
    [11, LINK],
    [18, LINK],
  ],
  'ays_jumpscale8/templates__os__os.ssh.ubuntu__README.md__L15.yaml': [
    [14, FIELD],
    [15, FIELD],
    [18, FIELD],
    [19, FIELD],
  ],
  // Lists for texts, a number for a text; ssh.key is sshKey and not the field sshkey (3.1).
  'core8/docs__AYS__Examples__DockerExample.md__L20.yaml': [
    [2, VALUE, 3],
    [4, VALUE, 5],
    [8, VALUE, 9],
    [17, FIELD],
    [18, FIELD],
    [23, FIELD],
    [25, FIELD],
    [28, FIELD],
    [30, VALUE, 31],
    [35, FIELD],
    [37, FIELD],
    [40, FIELD],
    [42, VALUE, 43],
    [47, FIELD],
    [49, FIELD],
    [50, FIELD],
  ],
  'core8/docs__AYS__Examples__OVCExample.md__L26.yaml': [[16, SYNTAX, 20]],
  'core8/docs__AYS__FileDetails__Parent-Child.md__L26.yaml': [],
  'core8/docs__Walkthrough__AYS__Install_docker_and_caddy.md__L5.yaml': [[37, SYNTAX, 38]],
}

/**
 * What the reference does not decide: a filter of `actions:` that matches nobody is an error in 8.1 and
 * silence in ays9 (9.1); two templates of the tree are named vfs (10.2, 25); whether a key that is made for
 * one service fills the need of the next depends in 8.1 on their order (9.3).
 */
export const UNDECIDED: readonly string[] = [
  'ays9/docs__Definitions__Actions.md__L20.yaml',
  'ays9/docs__Definitions__Services.md__L108.yaml',
  'ays9/templates__os__vfs__readme.md__L16.yaml',
  'ays_jumpscale8/templates__app__cockpit__README.md__L17.yaml',
]
