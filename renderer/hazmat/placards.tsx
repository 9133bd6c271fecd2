import type { Ghs } from '../../electron/hazmat/hazmat.ts';
import { classSign, signKey, type SignName } from '../ui/signs/sign-data.ts';
import { Sign } from '../ui/signs/sign.tsx';
import { useText } from '../ui/text.ts';

/** The placard of a class, with the class in words for those who cannot see it. */
export function Placard({
  hazardClass,
  size = 28,
}: {
  readonly hazardClass: string;
  readonly size?: number;
}) {
  const { t } = useText();
  const name = classSign(hazardClass);
  if (name === null) return <span className="badge">{hazardClass}</span>;
  return <Sign name={name} size={size} label={t(signKey(name))} />;
}

const ghsSigns: Record<Ghs, SignName> = {
  GHS01: 'ghsExplosive',
  GHS02: 'ghsFlammable',
  GHS03: 'ghsOxidizing',
  GHS04: 'ghsGas',
  GHS05: 'ghsCorrosive',
  GHS06: 'ghsToxic',
  GHS07: 'ghsHarmful',
  GHS08: 'ghsHealth',
  GHS09: 'ghsEnvironment',
};

/** A pictogram of GHS, with its meaning in words. */
export function GhsSign({ ghs, size = 28 }: { readonly ghs: Ghs; readonly size?: number }) {
  const { t } = useText();
  return <Sign name={ghsSigns[ghs]} size={size} label={t(signKey(ghsSigns[ghs]))} />;
}

export function GhsSigns({ ghs }: { readonly ghs: readonly Ghs[] }) {
  return (
    <span className="ghs">
      {ghs.map((one) => (
        <GhsSign key={one} ghs={one} />
      ))}
    </span>
  );
}

/** The classes of what is held, each once, the own class of a substance before its subsidiary risks. */
export function classesOf(
  holds: readonly {
    readonly substance: { readonly hazardClass: string; readonly subsidiary: readonly string[] };
  }[],
): string[] {
  return [
    ...new Set([
      ...holds.map(({ substance }) => substance.hazardClass),
      ...holds.flatMap(({ substance }) => substance.subsidiary),
    ]),
  ];
}
