import { useState } from 'react';
import type { FloodBoard, GaugeLine, ZoneGauge, ZoneLine } from '../../electron/flood/flood.ts';
import { useCommand } from '../api.ts';
import { Conflict } from '../ui/conflict.tsx';
import { useForm } from '../ui/form.ts';
import { numberOf } from '../ui/number-of.ts';
import '../ui/form.css';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

const levels = ['watchCm', 'warningCm', 'dangerCm'] as const;
const cm = (text: string): number => numberOf(text) ?? Number.NaN;

/** The levels of a gauge, changed by whoever saw them last. */
export function EditGauge({ gauge, done }: { readonly gauge: GaugeLine; readonly done: () => void }) {
  const { t, format, nameOf } = useText();
  const fields = [...levels, 'minCm', 'maxCm', 'everyMinutes'] as const;
  const begins = {
    watchCm: String(gauge.watchCm),
    warningCm: String(gauge.warningCm),
    dangerCm: String(gauge.dangerCm),
    minCm: String(gauge.minCm),
    maxCm: String(gauge.maxCm),
    everyMinutes: String(gauge.everyMinutes),
  };
  const [version, setVersion] = useState(gauge.version);
  const form = useForm('flood.changeGauge', begins, {
    draft: `gauge.${gauge.id}`,
    codes: { thresholdsDoNotClimb: 'warningCm', zoneLevelsClash: 'warningCm' },
  });
  const { typed, change, problemOf } = form;

  async function save(seen: number): Promise<void> {
    const result = await form.send({
      id: gauge.id,
      version: seen,
      watchCm: cm(typed.watchCm),
      warningCm: cm(typed.warningCm),
      dangerCm: cm(typed.dangerCm),
      minCm: cm(typed.minCm),
      maxCm: cm(typed.maxCm),
      everyMinutes: cm(typed.everyMinutes),
    });
    if (result.ok) done();
  }
  function leave(): void {
    form.forget();
    done();
  }
  return (
    <Panel title={t('flood.changeLevels')} aside={`${gauge.place.key} ${nameOf(gauge.place.names)}`}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={t('flood.changeLevels')}
        onSubmit={(event) => {
          event.preventDefault();
          void save(version);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave();
        }}
      >
        {fields.map((field, index) => (
          <Field
            key={field}
            label={t(`flood.${field}`)}
            inputMode="decimal"
            value={typed[field]}
            onChange={(text) => change({ [field]: text })}
            problem={problemOf(field)}
            autoFocus={index === 0}
          />
        ))}
        {form.refusal?.refused === 'conflict' ? (
          <Conflict
            rows={fields.map((field) => ({
              label: t(`flood.${field}`),
              mine: typed[field],
              theirs: format.number(gauge[field], 1),
            }))}
            onMine={() => {
              setVersion(gauge.version);
              void save(gauge.version);
            }}
            onTheirs={leave}
          />
        ) : (
          <Problem>{form.problem}</Problem>
        )}
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

/** At which of a gauge's levels a zone is reached. */
export function EditZoneGauge({
  link,
  zone,
  board,
  done,
}: {
  readonly link: ZoneGauge;
  readonly zone: ZoneLine;
  readonly board: FloodBoard;
  readonly done: () => void;
}) {
  const { t } = useText();
  const gauge = board.gauges.find(({ id }) => id === link.gaugeId);
  const word = (value: number | null): string => (value === null ? '' : String(value));
  const form = useForm(
    'flood.changeZoneGauge',
    { watchCm: word(link.watchCm), warningCm: word(link.warningCm), dangerCm: word(link.dangerCm) },
    { draft: `zoneGauge.${link.id}`, codes: { thresholdsDoNotClimb: 'warningCm' } },
  );
  const remove = useCommand('flood.removeZoneGauge');
  const { typed, change, problemOf } = form;
  // The newest is what the screen shows: whoever was quicker is seen here at once.
  const now = zone.gauges.find((one) => one.link.id === link.id)?.link ?? link;
  const [version, setVersion] = useState(link.version);
  const level = (text: string): number | null => (text.trim() === '' ? null : cm(text));

  async function save(seen: number): Promise<void> {
    const result = await form.send({
      id: link.id,
      version: seen,
      watchCm: level(typed.watchCm),
      warningCm: level(typed.warningCm),
      dangerCm: level(typed.dangerCm),
    });
    if (result.ok) done();
  }
  function leave(): void {
    form.forget();
    done();
  }
  return (
    <Panel title={t('flood.changeLevels')} aside={`${zone.place.key} · ${gauge?.place.key ?? ''}`}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={t('flood.changeLevels')}
        onSubmit={(event) => {
          event.preventDefault();
          void save(version);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave();
        }}
      >
        <p className="help">{t('flood.zoneLevelsHelp')}</p>
        {levels.map((one, index) => (
          <Field
            key={one}
            label={t(`flood.${one}`)}
            inputMode="decimal"
            value={typed[one]}
            onChange={(text) => change({ [one]: text })}
            problem={problemOf(one)}
            placeholder={gauge ? String(gauge[one]) : ''}
            autoFocus={index === 0}
          />
        ))}
        {form.refusal?.refused === 'conflict' ? (
          <Conflict
            rows={levels.map((one) => ({
              label: t(`flood.${one}`),
              mine: typed[one],
              theirs: word(now[one]),
            }))}
            onMine={() => {
              setVersion(now.version);
              void save(now.version);
            }}
            onTheirs={leave}
          />
        ) : (
          <Problem>{form.problem ?? remove.problem}</Problem>
        )}
        <div className="row">
          <Button go type="submit" isDisabled={form.pending}>
            {t('common.save')}
          </Button>
          <Button onPress={leave}>{t('common.cancel')}</Button>
          <Button
            onPress={() =>
              void remove.run({ id: now.id, version: now.version }).then(({ ok }) => ok && leave())
            }
          >
            {t('flood.removeZoneGauge')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
