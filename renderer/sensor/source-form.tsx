import { useState, type FormEvent } from 'react';
import type { Input } from '../../electron/contract.ts';
import type { SourceKind, SourceLine } from '../../electron/sensor/source.ts';
import { useCommand } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
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
  | 'timeColumn',
  string
>;
type Settings = Input<'sensor.addSource'>['settings'];

const empty: Typed = {
  name: '', host: '', port: '', tls: 'no', protocol: '5', clientId: 'tocsin', user: '', caPem: '', certPem: '', unit: '1',
  everySeconds: '5', folder: '', timeColumn: 'time',
}; // prettier-ignore

function typedOf(kind: SourceKind, source: SourceLine | null): Typed {
  if (!source) return { ...empty, port: kind === 'modbus' ? '502' : '1883' };
  const known = Object.fromEntries(
    Object.entries(source.settings).map(([key, value]) => [key, String(value)]),
  );
  return { ...empty, ...known, tls: known['tls'] === 'true' ? 'yes' : 'no', name: source.name };
}

function settingsOf(kind: SourceKind, typed: Typed): Settings {
  const { host, clientId, user, caPem, certPem, folder, timeColumn } = typed;
  const port = Number(typed.port);
  if (kind === 'modbus')
    return { kind, host, port, unit: Number(typed.unit), everySeconds: Number(typed.everySeconds) };
  if (kind === 'csv') return { kind, folder, timeColumn };
  const protocol = typed.protocol === '4' ? 4 : 5;
  return { kind, host, port, tls: typed.tls === 'yes', protocol, clientId, user, caPem, certPem };
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
  const [typed, setTyped] = useState<Typed>(() => typedOf(kind, source));
  const [password, setPassword] = useState('');
  const [keyPem, setKeyPem] = useState('');
  const add = useCommand('sensor.addSource');
  const change = useCommand('sensor.changeSource');
  const keep = useCommand('sensor.setSecret');
  const retire = useCommand('sensor.retireSource');
  const field = (name: keyof Typed, label: string, lines = 1) => (
    <Field
      label={label}
      value={typed[name]}
      lines={lines}
      onChange={(text) => setTyped((before) => ({ ...before, [name]: text }))}
    />
  );
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const input = { name: typed.name, settings: settingsOf(kind, typed) };
    const saved = source
      ? await change.run({ id: source.id, version: source.version, ...input })
      : await add.run(input);
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
      <form className="scroll edit-form" aria-label={title} onSubmit={(event) => void save(event)}>
        {field('name', t('field.name.name'))}
        {kind === 'csv' ? (
          <>
            {field('folder', t('sensor.folder'))}
            {field('timeColumn', t('sensor.timeColumn'))}
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
                onChange={(protocol) => setTyped((before) => ({ ...before, protocol }))}
              />
              <Choice
                label={t('sensor.tls')}
                value={typed.tls}
                of={['no', 'yes'].map((value) => ({ value, label: t(`common.${value}`) }))}
                onChange={(tls) => setTyped((before) => ({ ...before, tls }))}
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
        <Problem>{add.problem ?? change.problem ?? keep.problem ?? retire.problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={add.pending || change.pending}>
            {t('common.save')}
          </Button>
          {source ? (
            <Button onPress={() => void retire.run({ id: source.id, version: source.version })}>
              {t('sensor.retireSource')}
            </Button>
          ) : (
            <Button onPress={() => done(null)}>{t('common.cancel')}</Button>
          )}
        </div>
      </form>
    </Panel>
  );
}
