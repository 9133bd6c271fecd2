import { useState } from 'react';
import type { Input } from '../../electron/contract.ts';
import type { SourceKind, SourceLine } from '../../electron/sensor/source.ts';
import { useCommand } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Conflict } from '../ui/conflict.tsx';
import { useForm } from '../ui/form.ts';
import '../ui/form.css';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

type Typed = Record<
  | 'name'
  | 'host'
  | 'port'
  | 'tls'
  | 'protocol'
  | 'clientId'
  | 'user'
  | 'caPem'
  | 'certPem'
  | 'unit'
  | 'everySeconds'
  | 'folder'
  | 'timeColumn'
  | 'dayOrder'
  | 'wallTime',
  string
> & {
  /** The version that was on the screen when the change was begun. */
  readonly version: number;
};
type Settings = Input<'sensor.addSource'>['settings'];

const empty: Typed = {
  name: '', host: '', port: '', tls: 'no', protocol: '5', clientId: 'tocsin', user: '', caPem: '', certPem: '', unit: '1',
  everySeconds: '5', folder: '', timeColumn: 'time', dayOrder: 'dmy', wallTime: 'true', version: 0,
}; // prettier-ignore

function typedOf(kind: SourceKind, source: SourceLine | null): Typed {
  if (!source) return { ...empty, port: kind === 'modbus' ? '502' : '1883' };
  const known = Object.fromEntries(
    Object.entries(source.settings).map(([key, value]) => [key, String(value)]),
  );
  return {
    ...empty,
    ...known,
    tls: known['tls'] === 'true' ? 'yes' : 'no',
    name: source.name,
    version: source.version,
  };
}

function settingsOf(kind: SourceKind, typed: Typed): Settings {
  const { host, clientId, user, caPem, certPem, folder, timeColumn } = typed;
  const port = Number(typed.port);
  if (kind === 'modbus')
    return { kind, host, port, unit: Number(typed.unit), everySeconds: Number(typed.everySeconds) };
  if (kind === 'csv') {
    const dayOrder = typed.dayOrder === 'mdy' ? 'mdy' : 'dmy';
    return { kind, folder, timeColumn, dayOrder, wallTime: typed.wallTime === 'true' };
  }
  const protocol = typed.protocol === '4' ? 4 : 5;
  return { kind, host, port, tls: typed.tls === 'yes', protocol, clientId, user, caPem, certPem };
}

/** What was typed here beside what somebody else kept meanwhile. */
function conflictRows(
  mine: Typed,
  theirs: Typed,
  t: ReturnType<typeof useText>['t'],
): { label: string; mine: string; theirs: string }[] {
  const labels = {
    name: t('field.name.name'),
    host: t('sensor.host'),
    port: t('sensor.port'),
    clientId: t('sensor.clientId'),
    user: t('sensor.user'),
    unit: t('sensor.deviceUnit'),
    folder: t('sensor.folder'),
    timeColumn: t('sensor.timeColumn'),
    caPem: t('sensor.caPem'),
    certPem: t('sensor.certPem'),
  };
  return (Object.keys(labels) as (keyof typeof labels)[]).map((name) => ({
    label: labels[name],
    mine: mine[name],
    theirs: theirs[name],
  }));
}

/** What a source needs to be reached. Passwords and keys go into this computer's keeping and are never shown again. */
export function SourceForm({
  kind,
  source,
  done,
}: {
  readonly kind: SourceKind;
  readonly source: SourceLine | null;
  readonly done: (id: string | null) => void;
}) {
  const { t } = useText();
  const form = useForm<'sensor.addSource' | 'sensor.changeSource', Typed>(
    source ? 'sensor.changeSource' : 'sensor.addSource',
    typedOf(kind, source),
    { draft: source ? `source.${source.id}` : `source.new.${kind}` },
  );
  const { typed, change, problemOf } = form;
  // Secrets are in no draft.
  const [password, setPassword] = useState('');
  const [keyPem, setKeyPem] = useState('');
  const keep = useCommand('sensor.setSecret');
  const retire = useCommand('sensor.retireSource');
  const field = (name: Exclude<keyof Typed, 'version'>, label: string, lines = 1) => (
    <Field
      label={label}
      value={typed[name]}
      lines={lines}
      onChange={(text) => change({ [name]: text })}
      problem={problemOf(name)}
    />
  );
  async function save(seen = typed.version): Promise<void> {
    const input = { name: typed.name, settings: settingsOf(kind, typed) };
    const saved = await form.send(source ? { id: source.id, version: seen, ...input } : input);
    if (!saved.ok) return;
    const { id, version } = saved.value;
    if (password !== '' || keyPem !== '') {
      const kept = await keep.run({
        id,
        version,
        ...(password === '' ? {} : { password }),
        ...(keyPem === '' ? {} : { keyPem }),
      });
      if (!kept.ok) return;
    }
    done(id);
  }
  const title = source?.name ?? t('sensor.addSource');
  return (
    <Panel title={title}>
      <form
        className="scroll edit-form"
        aria-label={title}
        ref={form.box}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {field('name', t('field.name.name'))}
        {kind === 'csv' ? (
          <>
            {field('folder', t('sensor.folder'))}
            {field('timeColumn', t('sensor.timeColumn'))}
            <div className="pair">
              <Choice
                label={t('sensor.dayOrder')}
                value={typed.dayOrder}
                of={(['dmy', 'mdy'] as const).map((value) => ({
                  value: value as string,
                  label: t(`sensor.${value}`),
                }))}
                onChange={(dayOrder) => change({ dayOrder })}
              />
              <Choice
                label={t('sensor.wallTime')}
                value={typed.wallTime}
                of={[
                  { value: 'true', label: t('sensor.siteTime') },
                  { value: 'false', label: t('sensor.utc') },
                ]}
                onChange={(wallTime) => change({ wallTime })}
              />
            </div>
          </>
        ) : (
          <div className="pair">
            {field('host', t('sensor.host'))}
            {field('port', t('sensor.port'))}
          </div>
        )}
        {kind === 'modbus' && (
          <div className="pair">
            {field('unit', t('sensor.deviceUnit'))}
            {field('everySeconds', t('sensor.everySeconds'))}
          </div>
        )}
        {kind === 'mqtt' && (
          <>
            <div className="pair">
              <Choice
                label={t('sensor.protocol')}
                value={typed.protocol}
                of={[
                  { value: '5', label: 'MQTT 5' },
                  { value: '4', label: 'MQTT 3.1.1' },
                ]}
                onChange={(protocol) => change({ protocol })}
              />
              <Choice
                label={t('sensor.tls')}
                value={typed.tls}
                of={['no', 'yes'].map((value) => ({ value, label: t(`common.${value}`) }))}
                onChange={(tls) => change({ tls })}
              />
            </div>
            {field('clientId', t('sensor.clientId'))}
            <div className="pair">
              {field('user', t('sensor.user'))}
              <Field
                label={t('sensor.password')}
                type="password"
                value={password}
                onChange={setPassword}
                {...(source?.hasPassword ? { help: t('sensor.passwordKept') } : {})}
              />
            </div>
            {typed.tls === 'yes' && (
              <>
                {field('caPem', t('sensor.caPem'), 3)}
                {field('certPem', t('sensor.certPem'), 3)}
                <Field
                  label={t('sensor.keyPem')}
                  lines={3}
                  value={keyPem}
                  onChange={setKeyPem}
                  {...(source?.hasKey ? { help: t('sensor.passwordKept') } : {})}
                />
              </>
            )}
          </>
        )}
        {source && form.refusal?.refused === 'conflict' ? (
          <Conflict
            rows={conflictRows(typed, typedOf(kind, source), t)}
            onMine={() => void save(source.version)}
            onTheirs={() => {
              form.forget();
              change(typedOf(kind, source));
            }}
          />
        ) : (
          <Problem>{form.problem ?? keep.problem ?? retire.problem}</Problem>
        )}
        <div className="row">
          <Button go type="submit" isDisabled={form.pending}>
            {t('common.save')}
          </Button>
          {source ? (
            <Button onPress={() => void retire.run({ id: source.id, version: source.version })}>
              {t('sensor.retireSource')}
            </Button>
          ) : (
            <Button
              onPress={() => {
                form.forget();
                done(null);
              }}
            >
              {t('common.cancel')}
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}
