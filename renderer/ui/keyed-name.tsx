/** A name with its code, once: bold inside the name when it is there already, else before it. */
export function KeyedName({ code, name }: { readonly code: string; readonly name: string }) {
  const at = name.indexOf(code);
  if (at < 0)
    return (
      <>
        <b>{code}</b> <span className="muted">{name}</span>
      </>
    );
  return (
    <span className="muted">
      {name.slice(0, at)}
      <b className="code">{code}</b>
      {name.slice(at + code.length)}
    </span>
  );
}
