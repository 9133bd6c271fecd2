import { drawingSVG, qrcode } from 'bwip-js/browser';
import { useMemo } from 'react';
import { useText } from '../ui/text.ts';

/** Modules of white around the code, as ISO/IEC 18004 asks for; the drawing has two units to a module. */
const quiet = 4 * 2;

/** The tag as a QR code: whatever reads it types the tag, also into the search field of this screen. */
export function TagCode({ tag }: { readonly tag: string }) {
  const { t } = useText();
  const code = useMemo(() => outline(tag), [tag]);
  if (code === null) return null;
  const size = code.size + 2 * quiet;
  return (
    <svg
      className="tag-code"
      viewBox={`${-quiet} ${-quiet} ${size} ${size}`}
      role="img"
      aria-label={t('equipment.code', { tag })}
      shapeRendering="crispEdges"
    >
      <rect x={-quiet} y={-quiet} width={size} height={size} fill="#ffffff" />
      <path d={code.path} fill="#000000" fillRule="evenodd" />
    </svg>
  );
}

/** The dark parts as one path, taken from the library's drawing: no foreign markup comes into the page. */
function outline(text: string): { readonly size: number; readonly path: string } | null {
  const drawing = qrcode({ bcid: 'qrcode', text, scale: 1 }, drawingSVG());
  const size = /viewBox="0 0 (\d+) \d+"/.exec(drawing)?.[1];
  const path = /<path d="([^"]+)"/.exec(drawing)?.[1];
  return size === undefined || path === undefined ? null : { size: Number(size), path };
}
