import { paintsOf, signs, type SignName, type Tone } from './sign-data.ts';
import type { SignData } from './sign-shapes.ts';

/** A sign in the page, `size` pixels high. Without a label it is decoration: the word stands beside it. */
export function Sign({
  name,
  size = 20,
  tone = 'colour',
  label,
}: {
  readonly name: SignName;
  readonly size?: number;
  readonly tone?: Tone;
  readonly label?: string;
}) {
  const paints = paintsOf(name, tone);
  const sign: SignData = signs[name];
  const colour = (paint: string): string => (paint.startsWith('#') ? paint : `var(--${paint})`);
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {sign.shapes.map((shape) => (
        <path
          key={shape.d}
          d={shape.d}
          fill={shape.fill ? colour(paints[shape.fill]) : 'none'}
          fillRule="evenodd"
          stroke={shape.stroke ? colour(paints[shape.stroke]) : 'none'}
          strokeWidth={shape.width}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}
