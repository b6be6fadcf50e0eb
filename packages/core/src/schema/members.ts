import type { GroupModel, MemberModel, UnionModel } from './schema-model.ts'

/** The members with those of unnamed unions, which share the names of what is around them. */
export function flatten(members: readonly MemberModel[]): MemberModel[] {
  return members.flatMap((member) =>
    member.kind === 'union' && member.name === undefined ? flatten(member.members) : [member],
  )
}

/** What is inside a group; inside a named union it is an unnamed union. */
export function membersOf(member: GroupModel | UnionModel): readonly MemberModel[] {
  return member.kind === 'group' ? member.members : [{ kind: 'union', members: member.members }]
}

/** The first ordinal in a member: it stays when members are added. */
export function lowestOrdinal(member: MemberModel): number {
  return member.kind === 'field'
    ? member.ordinal
    : Math.min(...member.members.map((inner) => lowestOrdinal(inner)))
}
