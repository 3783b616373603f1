const LEAST = 0.08;
const MOST = 3;
/** Below it nothing can be told apart, so a picture that is too wide begins at its left. */
const LEAST_FITTED = 0.15;
/** On a telephone nothing is read that is fitted: a picture begins at its left there, and fingers move it. */
const LEAST_ON_TELEPHONE = 0.5;
const TELEPHONE = 600;
/** From here on texts can be read. */
const READABLE = 0.6;

/** How large the picture is drawn in its pane; the pane scrolls. */
export class Zoom {
  private svg: SVGElement | undefined;
  private width = 1;
  private height = 1;
  private current = 1;
  /** The size of the pane: to ask for it would lay out all that has changed. */
  private room = { width: 0, height: 0 };
  /** Until somebody zooms, the picture fits into its pane, whatever the size of the window. */
  private isFitted = true;
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly pane: HTMLElement) {
    new ResizeObserver(() => {
      const before = this.room.width;
      this.measure();
      // Lines above it that come and go change its height alone, and then nothing may jump.
      if (this.room.width !== before && this.room.width > 0 && this.isFitted) this.start();
    }).observe(pane);
    this.measure();
    this.listenToWheel();
    this.listenToPinch();
    this.listenToDrag();
  }

  public get scale(): number {
    return this.current;
  }

  public listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  private measure(): void {
    this.room = { width: this.pane.clientWidth, height: this.pane.clientHeight };
  }

  /** Shows another picture. It is not in the page before it has its size, so that it is laid out once. */
  public show(svg: SVGElement): void {
    this.pane.scrollTo(0, 0);
    this.svg = svg;
    [this.width, this.height] = (svg.getAttribute('viewBox') ?? '').split(' ').slice(2).map(Number);
    // On paper one that is small stays so.
    svg.classList.toggle('wide', this.width > 900);
    this.start();
    this.pane.replaceChildren(svg);
  }

  /** All of it, as far as it can be read then; else as wide as the pane. */
  public start(): void {
    this.isFitted = true;
    const wide = Math.min(1, this.room.width / this.width);
    const whole = Math.min(wide, this.room.height / this.height);
    const least = this.room.width < TELEPHONE ? LEAST_ON_TELEPHONE : LEAST_FITTED;
    this.apply(Math.max(whole, Math.min(wide, READABLE), least));
  }

  /** All of it at once. */
  public fit(): void {
    const { width, height } = this.room;
    this.apply(Math.min(1, width / this.width, height / this.height));
    this.isFitted = false;
  }

  /** Zooms around a point of the window; without one around the middle of the pane. */
  public by(factor: number, point?: { readonly x: number; readonly y: number }): void {
    const { left, top, width, height } = this.pane.getBoundingClientRect();
    const x = point === undefined ? width / 2 : point.x - left;
    const y = point === undefined ? height / 2 : point.y - top;
    const before = this.current;
    const [column, row] = [this.pane.scrollLeft + x, this.pane.scrollTop + y];
    this.isFitted = false;
    this.apply(before * factor);
    const grown = this.current / before;
    this.pane.scrollTo(column * grown - x, row * grown - y);
  }

  private apply(scale: number): void {
    this.current = Math.min(MOST, Math.max(LEAST, scale));
    this.svg?.setAttribute('width', String(Math.floor(this.width * this.current)));
    this.svg?.setAttribute('height', String(Math.floor(this.height * this.current)));
    for (const listener of this.listeners) listener();
  }

  /** Pinching on a touchpad is a wheel with the control key, too. */
  private listenToWheel(): void {
    this.pane.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.by(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 200), { x: event.clientX, y: event.clientY });
      },
      { passive: false },
    );
  }

  private listenToPinch(): void {
    let distance = 0;
    const measure = ([a, b]: TouchList): number => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    this.pane.addEventListener('touchstart', ({ touches }) => {
      if (touches.length === 2) distance = measure(touches);
    });
    this.pane.addEventListener(
      'touchmove',
      (event) => {
        const { touches } = event;
        if (touches.length !== 2 || distance === 0) return;
        event.preventDefault();
        const now = measure(touches);
        const [a, b] = touches;
        this.by(now / distance, { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 });
        distance = now;
      },
      { passive: false },
    );
  }

  /** Fingers scroll by themselves; a mouse drags. */
  private listenToDrag(): void {
    const { pane } = this;
    let from: { x: number; y: number } | undefined;
    let isDragged = false;
    pane.addEventListener('pointerdown', ({ button, pointerType, clientX, clientY }) => {
      isDragged = false;
      if (button === 0 && pointerType === 'mouse') from = { x: clientX, y: clientY };
    });
    pane.addEventListener('pointermove', ({ clientX, clientY, pointerId, buttons }) => {
      if (from === undefined || buttons === 0) return;
      const [dx, dy] = [clientX - from.x, clientY - from.y];
      if (!isDragged && Math.hypot(dx, dy) < 5) return;
      if (!isDragged) pane.setPointerCapture(pointerId);
      isDragged = true;
      pane.classList.add('dragged');
      pane.scrollBy(-dx, -dy);
      from = { x: clientX, y: clientY };
    });
    for (const end of ['pointerup', 'pointercancel']) {
      pane.addEventListener(end, () => {
        from = undefined;
        pane.classList.remove('dragged');
      });
    }
    // The click at the end of a drag picks nothing.
    pane.addEventListener(
      'click',
      (event) => {
        if (isDragged) event.stopPropagation();
        isDragged = false;
      },
      true,
    );
  }
}
