import { useState, type FormEvent } from 'react';
import type { EquipmentLine } from '../../electron/equipment/equipment-filter.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { PersonInput } from '../team/search-input.tsx';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useOffer } from '../ui/commands.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { holderName } from './columns.tsx';

const returned = ['ready', 'fault', 'outOfTest'] as const;

/** Who has the item, and handing it out or taking it back. */
export function Custody({ item }: { readonly item: EquipmentLine }) {
  const text = useText();
  const { t, format } = text;
  const may = useMay('equipment.issue');
  const [open, setOpen] = useState(false);
  const held = item.heldSince !== null;
  const usable = item.counts === 'ready' || item.counts === 'inUse';
  const canIssue = may && !held && usable;
  useOffer('equipment.issue', 'equipment.issue', canIssue ? () => setOpen(true) : null, {
    facts: { tag: item.tag },
  });
  useOffer('equipment.return', 'equipment.return', may && held ? () => setOpen(true) : null, {
    facts: { tag: item.tag },
  });
  if (!held && !canIssue) return null;
  return (
    <section className="eq-custody">
      {held && (
        <p>
          {t('equipment.heldSince', { name: holderName(item, text), at: format.date(item.heldSince ?? '') })}
          {item.backOn !== null && ` · ${t('equipment.backBy', { day: format.date(item.backOn) })}`}
        </p>
      )}
      {open ? (
        held ? (
          <TakeBack item={item} done={() => setOpen(false)} />
        ) : (
          <Issue item={item} done={() => setOpen(false)} />
        )
      ) : (
        may && (
          <Button onPress={() => setOpen(true)}>
            {t(held ? 'equipment.return' : 'equipment.issue', { tag: item.tag })}
          </Button>
        )
      )}
    </section>
  );
}

function Issue({ item, done }: { readonly item: EquipmentLine; readonly done: () => void }) {
  const { t, nameOf } = useText();
  const command = useCommand('equipment.issue');
  const teams = useQueryOf('team.board', {}).data?.teams ?? [];
  const [person, setPerson] = useState({ id: '', text: '' });
  const [teamId, setTeamId] = useState('');
  const [backOn, setBackOn] = useState('');

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await command.run({
      id: item.id,
      version: item.version,
      toPersonId: person.id === '' ? null : person.id,
      toTeamId: teamId === '' ? null : teamId,
      backOn: backOn === '' ? null : backOn,
    });
    if (result.ok) done();
  }
  return (
    <form className="edit-item" onSubmit={(event) => void send(event)}>
      {teamId === '' && (
        <PersonInput
          label={t('equipment.toPerson')}
          text={person.text}
          autoFocus
          onText={(typed) => setPerson((before) => ({ id: typed === '' ? '' : before.id, text: typed }))}
          onChoose={(choice) => choice && setPerson({ id: choice.id, text: choice.label })}
        />
      )}
      {person.id === '' && (
        <Choice
          label={t('equipment.toTeam')}
          value={teamId}
          of={[
            { value: '', label: '–' },
            ...teams.map(({ id, key, names }) => ({ value: id, label: `${key} ${nameOf(names)}` })),
          ]}
          onChange={setTeamId}
        />
      )}
      <Field label={t('equipment.backOnHelp')} type="date" value={backOn} onChange={setBackOn} />
      <Problem>{command.problem}</Problem>
      <div className="row">
        <Button go type="submit" isDisabled={command.pending || (person.id === '' && teamId === '')}>
          {t('equipment.issueNow')}
        </Button>
        <Button onPress={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

function TakeBack({ item, done }: { readonly item: EquipmentLine; readonly done: () => void }) {
  const { t } = useText();
  const command = useCommand('equipment.return');
  const [condition, setCondition] = useState<(typeof returned)[number]>('ready');
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if ((await command.run({ id: item.id, version: item.version, condition })).ok) done();
  }
  return (
    <form className="edit-item" onSubmit={(event) => void send(event)}>
      <Choice
        label={t('equipment.cameBack')}
        value={condition}
        of={returned.map((value) => ({ value, label: t(`equipment.conditions.${value}`) }))}
        onChange={setCondition}
      />
      <Problem>{command.problem}</Problem>
      <div className="row">
        <Button go type="submit" isDisabled={command.pending}>
          {t('equipment.returnNow')}
        </Button>
        <Button onPress={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
