import { useState } from 'react';
import { useQueryOf } from '../api.ts';
import { useForm } from '../ui/form.ts';
import { useIntent } from '../ui/intent.ts';
import { NameFields, namesOf, noNames } from '../ui/name-fields.tsx';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useMay } from './use-may.ts';

/** What people can be trained for at this site, and how long each course counts. */
export function QualificationsPanel() {
  const { t, nameOf } = useText();
  const kinds = useQueryOf('qualification.all', {}).data;
  const may = useMay('qualification.add');
  const [adding, setAdding] = useState(false);
  useIntent('qualification.add', () => setAdding(true));
  return (
    <div className="two-columns">
      <Panel title={t('person.qualifications')} aside={kinds?.length}>
        {may && (
          <div className="pad row">
            <Button onPress={() => setAdding(true)}>{t('person.qualification.add')}</Button>
          </div>
        )}
        {kinds?.length === 0 ? (
          <Empty>{t('person.qualification.empty')}</Empty>
        ) : (
          <div className="scroll" tabIndex={0} role="region" aria-label={t('person.qualifications')}>
            <table className="list">
              <thead>
                <tr>
                  <th>{t('field.name.key')}</th>
                  <th>{t('person.name')}</th>
                  <th>{t('person.qualification.counts')}</th>
                </tr>
              </thead>
              <tbody>
                {kinds?.map((kind) => (
                  <tr key={kind.key}>
                    <td>{kind.key}</td>
                    <td>
                      <b>{nameOf(kind.names)}</b>
                    </td>
                    <td>
                      {kind.validMonths === null
                        ? t('person.noExpiry')
                        : t('person.qualification.months', { count: kind.validMonths })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {adding ? (
        <AddQualification done={() => setAdding(false)} />
      ) : (
        <Panel title={t('common.details')}>
          <Empty>{t('person.qualification.help')}</Empty>
        </Panel>
      )}
    </div>
  );
}

function AddQualification({ done }: { readonly done: () => void }) {
  const { t } = useText();
  const form = useForm(
    'qualification.add',
    { key: '', ...noNames, validMonths: '' },
    { draft: 'qualification.new', codes: { qualificationKeyTaken: 'key' } },
  );
  const { typed, change, problemOf } = form;
  async function save(): Promise<void> {
    const months = typed.validMonths.trim();
    const result = await form.send({
      key: typed.key.trim(),
      names: namesOf(typed),
      validMonths: months === '' ? null : Number(months),
    });
    if (result.ok) done();
  }
  function leave(): void {
    form.forget();
    done();
  }
  return (
    <Panel title={t('person.qualification.add')}>
      <form
        ref={form.box}
        className="scroll edit-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave();
        }}
      >
        <NameFields typed={typed} change={change} problemOf={problemOf} autoFocus />
        <Field
          label={t('field.name.key')}
          help={t('person.qualification.keyHelp')}
          value={typed.key}
          onChange={(key) => change({ key })}
          problem={problemOf('key')}
        />
        <Field
          label={t('person.qualification.validMonths')}
          help={t('person.qualification.validHelp')}
          inputMode="numeric"
          value={typed.validMonths}
          onChange={(validMonths) => change({ validMonths })}
          problem={problemOf('validMonths')}
        />
        <Problem>{form.problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={form.pending}>
            {t('common.save')}
          </Button>
          <Button onPress={leave}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Panel>
  );
}
