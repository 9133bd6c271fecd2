import type { Output } from '../../electron/contract.ts';
import type { Input } from '../../electron/contract.ts';
import type { DrillType } from '../../electron/drill/drill.ts';
import type { Names } from '../../electron/schema-parts.ts';

export type TypeInput = Input<'drill.addType'>;
export type Saved = Output<'drill.addType'>;
export type DraftInject = NonNullable<TypeInput['injects']>[number];
export type DraftObjective = NonNullable<TypeInput['objectives']>[number];
/** What an editor holds; lists are always there. */
export type TypeDraft = Required<
  Omit<TypeInput, 'injects' | 'objectives' | 'uses' | 'teamIds' | 'targets'>
> & {
  readonly injects: readonly DraftInject[];
  readonly objectives: readonly DraftObjective[];
  readonly uses: readonly { readonly categoryId: string; readonly count: number }[];
  readonly teamIds: readonly string[];
  readonly targets: NonNullable<TypeInput['targets']>;
};

const noWords: Names = { en: '', srLatn: '', zhHans: '' };

export function draftOf(type: DrillType | null): TypeDraft {
  if (type === null)
    return {
      key: '', names: noWords, kind: 'fire', planKey: null, minutes: 60, teamIds: [], uses: [], observers: 1,
      observerQualificationId: null, injects: [], objectives: [], targets: {},
    }; // prettier-ignore
  const { id: _id, version: _version, retiredAt: _retired, ...rest } = type;
  return { ...rest, injects: [...rest.injects], objectives: [...rest.objectives] };
}

/** Words as they are kept: a language left empty takes another's. */
function whole(words: Names): Names {
  const some = [words.en, words.srLatn, words.zhHans].map((one) => one.trim()).find(Boolean) ?? '';
  return {
    en: words.en.trim() || some,
    srLatn: words.srLatn.trim() || some,
    zhHans: words.zhHans.trim() || some,
  };
}

export function inputOf(draft: TypeDraft): TypeInput {
  return {
    ...draft,
    names: whole(draft.names),
    teamIds: [...draft.teamIds],
    uses: [...draft.uses],
    injects: draft.injects.map((one) => ({ ...one, text: whole(one.text) })),
    objectives: draft.objectives.map((one) => ({ ...one, names: whole(one.names) })),
    targets: draft.targets,
  };
}
