import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { visibleRange } from './visibleRange';

/** A list of which only what is in sight is in the page. All rows are as high. */
export function VirtualList<T>({
  items,
  label,
  rowPx,
  keyOf,
  children,
}: {
  items: readonly T[];
  label: string;
  rowPx: number;
  keyOf(item: T): string;
  children(item: T): ComponentChildren;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) {
      return;
    }
    const look = () => setPlace({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const { first, end } = visibleRange(place.top, place.height, rowPx, items.length);
  return (
    <div class="scroller" ref={scroller}>
      <ul aria-label={label} style={{ height: `${items.length * rowPx}px` }}>
        {items.slice(first, end).map((item, index) => (
          <li
            key={keyOf(item)}
            aria-setsize={items.length}
            aria-posinset={first + index + 1}
            style={{ height: `${rowPx}px`, transform: `translateY(${(first + index) * rowPx}px)` }}
          >
            {children(item)}
          </li>
        ))}
      </ul>
    </div>
  );
}
