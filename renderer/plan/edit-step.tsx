import { useRef, useState } from 'react';
import { standardPositions } from '../../electron/position/position.ts';
import type { StepInput } from '../../electron/plan/plan.ts';
import { ask, useQueryOf } from '../api.ts';
import { AttachmentChip } from '../incident/attachment-chip.tsx';
import { usePlace } from '../incident/place-of.tsx';
import { refusalText } from '../locales/refusal-text.ts';
import { PlaceInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { EditBranch } from './edit-branch.tsx';
import { EditNeeds } from './edit-needs.tsx';
import { InLanguages } from './in-languages.tsx';
import { NumberField } from './number-field.tsx';
import type { WorkingStep } from './working.ts';

interface Props {
  readonly step: WorkingStep;
  readonly onChange: (part: Partial<WorkingStep>) => void;
  readonly fieldRef: (field: HTMLTextAreaElement | null) => void;
}

/** One step as it is written. */
export function EditStep({ step, onChange, fieldRef }: Props) {
  const { t } = useText();
  const place = usePlace(step.placeId);
  const { nameOf } = useText();
  const [placeText, setPlaceText] = useState<string | null>(null);
  return (
    <div className="edit-step">
      <InLanguages
        label={t('plan.edit.instruction')}
        value={step.instruction}
        lines={3}
        fieldRef={fieldRef}
        onChange={(instruction) => onChange({ instruction })}
      />
      <div className="edit-grid">
        <PositionChoice step={step} onChange={onChange} />
        <NumberField
          label={t('plan.edit.target')}
          value={step.targetMinutes}
          onChange={(targetMinutes) => onChange({ targetMinutes })}
        />
        {/* Words that name no place do not stay as if they did. */}
        <div onBlur={() => setPlaceText(null)}>
          <PlaceInput
            label={t('plan.edit.place')}
            text={placeText ?? (place ? nameOf(place.names) : '')}
            onText={(text) => {
              setPlaceText(text);
              if (text === '') onChange({ placeId: null });
            }}
            onChoose={(choice) => {
              if (!choice) return;
              setPlaceText(choice.label);
              onChange({ placeId: choice.id });
            }}
          />
        </div>
        <NumberField
          label={t('plan.edit.repeat')}
          value={step.repeatMinutes}
          onChange={(repeatMinutes) => onChange({ repeatMinutes })}
        />
      </div>
      <EditBranch branch={step.branch} onChange={(branch) => onChange({ branch })} />
      <EditNeeds needs={step.needs} onChange={(needs) => onChange({ needs })} />
      <EditPapers papers={step.papers} onChange={(papers) => onChange({ papers })} />
    </div>
  );
}

/** Who does it: a position of an incident, or the words that an imported plan brought. */
function PositionChoice({ step, onChange }: Pick<Props, 'step' | 'onChange'>) {
  const { t, nameOf } = useText();
  const own = useQueryOf('position.own', {}, { nouns: ['sitePosition'] }).data ?? [];
  const known = [
    ...standardPositions.map((key) => ({ value: key as string, label: t(`position.${key}`) })),
    ...own.map(({ key, names }) => ({ value: key, label: nameOf(names) })),
  ];
  const given = step.position ?? (step.role === null ? '' : 'role');
  const extra = known.some(({ value }) => value === given)
    ? []
    : [{ value: given, label: step.role === null ? given : nameOf(step.role) }];
  return (
    <Choice
      label={t('plan.edit.role')}
      value={given}
      of={[
        { value: '', label: t('plan.edit.nobody') },
        ...extra.filter(({ value }) => value !== ''),
        ...known,
      ]}
      onChange={(value) => {
        if (value === given) return;
        // The site's own names come with the position; a standard one is named by the texts.
        const names = own.find(({ key }) => key === value)?.names ?? null;
        onChange({ position: value === '' ? null : value, role: names });
      }}
    />
  );
}

type Papers = StepInput['papers'];

/** Drawings and photographs that are approved together with the step. */
function EditPapers({
  papers,
  onChange,
}: {
  readonly papers: Papers;
  readonly onChange: (papers: Papers) => void;
}) {
  const { t } = useText();
  const file = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);

  async function add(files: readonly File[]): Promise<void> {
    setProblem(null);
    setAdding(true);
    const added: Papers = [];
    for (const given of files) {
      const name = given.name.slice(0, 200);
      const kept = await ask('attachment.add', { name, bytes: new Uint8Array(await given.arrayBuffer()) });
      if (kept.ok) added.push({ hash: kept.value.hash, name, mediaType: kept.value.mediaType });
      else setProblem(refusalText(kept.refusal));
    }
    setAdding(false);
    const known = new Set(papers.map(({ hash }) => hash));
    onChange([...papers, ...added.filter(({ hash }) => !known.has(hash))]);
  }

  return (
    <fieldset className="edit-papers">
      <legend>{t('plan.edit.papers')}</legend>
      {papers.map(({ hash, name }) => (
        <div key={hash} className="row">
          <AttachmentChip hash={hash} name={name} />
          <Button
            className="small"
            aria-label={`${t('common.remove')}: ${name}`}
            onPress={() => onChange(papers.filter((each) => each.hash !== hash))}
          >
            ×
          </Button>
        </div>
      ))}
      <input
        ref={file}
        type="file"
        hidden
        multiple
        accept="image/*,.pdf"
        aria-label={t('attachment.add')}
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button className="small" isDisabled={adding} onPress={() => file.current?.click()}>
        {t('attachment.add')}
      </Button>
      <Problem>{problem}</Problem>
    </fieldset>
  );
}
