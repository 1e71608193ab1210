// Lines, bars and trade-offs: the region in the colour of the brand, the others grey, names at the end of the line,
// uncertainty drawn. Data:
// {type: "line"|"bar", unit, x: [...], series: [{name, main?, values, low?, high?}], href?: [...], own?}; own: of bars in a
// row, which of x is the reader's own
// {type: "multiples", unit, x: [...], series: [{name, main?, values}]}: a small picture per series, all on one scale
// {type: "tradeoff", xName, yName, points: [{name, x, y, main?, href?}]}
// {type: "course", unit, xUnit, live?, series: [{name, main?, points: [[x, y], ...]}]}: what holds until the next point;
// while it is live it is asked for again
// {type: "network", points: [{id, name, ties, main?, href?}], links: [{from, to, kind, name}]}
import { FONT, calm, echarts, json, number, offerDownload, onColours, token } from './picture.js';

const LOOK_AGAIN = 2000;
/** Height of one of several small pictures. */
const SMALL = 136;

export async function draw(figure, stage) {
  let data = await json(figure.dataset.from);
  if (!data.live && (data.points ?? data.x ?? data.series[0].points).length === 0) {
    return false;
  }
  // widths of words are measured once and remembered: in the letters in which they will stand
  const [library] = await Promise.all([echarts(), document.fonts.load('400 14px Inter'), document.fonts.load('600 14px Inter')]);
  if (data.type === 'network') {
    stage.style.height = `${Math.min(640, 280 + 12 * data.points.length)}px`;
  }
  if (data.type === 'bar') {
    stage.style.height = `${72 + 44 * data.x.length}px`;
  }
  const chart = library.init(stage, null, { renderer: 'svg' });
  const options = { line, bar, tradeoff, course, network, multiples }[data.type];
  const paint = () => {
    if (data.type === 'multiples') {
      const height = SMALL * Math.ceil(data.series.length / columns(stage.clientWidth));
      if (stage.clientHeight !== height) {
        stage.style.height = `${height}px`;
        chart.resize();
      }
    }
    chart.setOption({ ...common(), ...options(data, stage.clientWidth) }, true);
    chart.getZr().flush();
  };
  paint();
  onColours(paint);
  if (data.live) {
    const again = setInterval(async () => {
      if (!figure.isConnected) {
        clearInterval(again);
        return;
      }
      try {
        data = await json(figure.dataset.from);
        paint();
      } catch {
        clearInterval(again); // the picture stays as it was
      }
    }, LOOK_AGAIN);
  }
  new ResizeObserver(() => { chart.resize(); paint(); }).observe(stage);
  chart.on('click', ({ dataIndex, data: point }) => {
    const href = point?.href ?? data.href?.[dataIndex];
    if (href) {
      location.assign(href);
    }
  });
  offerDownload(figure, `${figure.id}.svg`, async () => {
    const svg = stage.querySelector('svg').cloneNode(true);
    svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    return new Blob([svg.outerHTML], { type: 'image/svg+xml' });
  });
  return true;
}

function common() {
  return {
    animation: !calm.matches,
    animationDuration: 140,
    textStyle: { fontFamily: FONT, fontSize: 14 },
    tooltip: {
      backgroundColor: token('surface'),
      borderColor: token('line'),
      textStyle: { color: token('ink'), fontSize: 14 },
      confine: true,
    },
  };
}

function axis(more) {
  return {
    axisLine: { show: false, lineStyle: { color: token('edge') } },
    axisTick: { show: false },
    axisLabel: { color: token('ink-2'), fontSize: 14, hideOverlap: true, formatter: (value) => typeof value === 'number' ? number(value) : value },
    splitLine: { lineStyle: { color: token('line') } },
    nameTextStyle: { color: token('ink-2'), fontSize: 14 },
    ...more,
  };
}

const withUnit = (value, unit) => (unit === '€' ? `€ ${number(value)}` : `${number(value)} ${unit ?? ''}`.trim());

/** One line with room for what is uncertain: a band where low and high are known. */
function line(data, width) {
  const main = token('brand');
  const grey = token('grey-mark');
  const narrow = width < 560;
  const bands = data.series.filter((series) => series.low && series.high).map((series) => ({
    type: 'custom',
    silent: true,
    z: 1,
    tooltip: { show: false },
    data: [[0, series.low[0]]],
    renderItem: (parameters, api) => {
      const upper = series.high.map((value, at) => api.coord([at, value]));
      const lower = series.low.map((value, at) => api.coord([at, value])).reverse();
      return { type: 'polygon', shape: { points: [...upper, ...lower] }, style: { fill: series.main ? main : grey, opacity: 0.16 } };
    },
  }));
  return {
    tooltip: { ...common().tooltip, trigger: 'axis', valueFormatter: (value) => withUnit(value, data.unit) },
    grid: { left: 8, right: narrow ? 88 : 136, top: 16, bottom: 8, containLabel: true },
    xAxis: axis({ type: 'category', boundaryGap: false, data: data.x, splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: token('edge') } } }),
    yAxis: axis({ type: 'value', scale: true }),
    series: [
      ...bands,
      ...data.series.map((series) => ({
        type: 'line',
        name: series.name,
        data: series.values,
        z: series.main ? 3 : 2,
        symbol: 'circle',
        symbolSize: series.main ? 8 : 5,
        showSymbol: Boolean(series.main),
        color: series.main ? main : grey,
        lineStyle: { width: series.main ? 3 : 2 },
        emphasis: { focus: 'series' },
        endLabel: {
          show: true,
          formatter: series.name,
          color: series.main ? main : token('ink-2'),
          fontSize: 14,
          fontWeight: series.main ? 600 : 400,
          width: narrow ? 80 : 128,
          overflow: 'truncate',
        },
        labelLayout: { moveOverlap: 'shiftY' },
      })),
    ],
  };
}

const columns = (width) => Math.max(1, Math.min(5, Math.floor(width / 140)));

/** The same picture for each, small, so that shapes can be compared; all have one scale. */
function multiples(data, width) {
  const across = columns(width);
  const cell = width / across;
  const known = data.series.flatMap((series) => series.values).filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const room = (high - low || Math.abs(high) || 1) * 0.1;
  const place = (at) => ({ left: (at % across) * cell, top: Math.floor(at / across) * SMALL });
  return {
    // when there is room for another number beside each other, they would all fly about
    animation: false,
    tooltip: { ...common().tooltip, trigger: 'axis', valueFormatter: (value) => withUnit(value, data.unit) },
    title: data.series.map((series, at) => ({
      text: series.name,
      left: place(at).left + 8,
      top: place(at).top,
      textStyle: { color: token('ink'), fontSize: 14, fontWeight: series.main ? 600 : 400, fontFamily: FONT, width: cell - 16, overflow: 'truncate' },
    })),
    grid: data.series.map((series, at) => ({ left: place(at).left + 12, top: place(at).top + 28, width: cell - 28, height: SMALL - 64 })),
    xAxis: data.series.map((series, at) => axis({
      type: 'category',
      gridIndex: at,
      boundaryGap: data.x.length === 1,
      data: data.x,
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: token('edge') } },
      axisLabel: { color: token('ink-2'), fontSize: 14, showMinLabel: true, showMaxLabel: true, alignMinLabel: data.x.length > 1 ? 'left' : 'center', alignMaxLabel: data.x.length > 1 ? 'right' : 'center', interval: Math.max(0, data.x.length - 2) },
    })),
    yAxis: data.series.map((series, at) => ({ type: 'value', gridIndex: at, min: low - room, max: high + room, show: false })),
    series: data.series.map((series, at) => ({
      type: 'line',
      name: series.name,
      xAxisIndex: at,
      yAxisIndex: at,
      data: series.values,
      symbol: 'circle',
      symbolSize: 6,
      showSymbol: data.x.length <= 6,
      color: series.main ? token('brand') : token('grey-mark'),
      lineStyle: { width: series.main ? 3 : 2 },
    })),
  };
}

/** Steps over time: each value holds until the next. */
function course(data, width) {
  const narrow = width < 560;
  const end = Math.max(0, ...data.series.flatMap((series) => series.points.map(([x]) => x)));
  return {
    animation: !data.live && !calm.matches,
    tooltip: {
      ...common().tooltip,
      trigger: 'axis',
      formatter: (points) => [withUnit(points[0].value[0], data.xUnit), ...points.map(({ seriesName, value }) => `${seriesName}: ${withUnit(value[1], data.unit)}`)].join('<br>'),
    },
    grid: { left: 8, right: narrow ? 96 : 144, top: 16, bottom: 8, containLabel: true },
    xAxis: axis({ type: 'value', min: 0, max: Math.max(1, end), splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: token('edge') } }, axisLabel: { color: token('ink-2'), fontSize: 14, hideOverlap: true, formatter: (value) => withUnit(value, data.xUnit) } }),
    yAxis: axis({ type: 'value', scale: true, splitNumber: 4 }),
    series: data.series.map((series) => ({
      type: 'line',
      step: 'end',
      name: series.name,
      data: series.points,
      showSymbol: false,
      color: series.main ? token('brand') : token('grey-mark'),
      lineStyle: { width: series.main ? 3 : 2, type: series.main ? 'solid' : 'dashed' },
      endLabel: {
        show: series.points.length > 0,
        formatter: series.name,
        color: series.main ? token('brand') : token('ink-2'),
        fontSize: 14,
        fontWeight: series.main ? 600 : 400,
        width: narrow ? 88 : 136,
        overflow: 'truncate',
      },
      labelLayout: { moveOverlap: 'shiftY' },
    })),
  };
}

/** Bars lie, so that names can be read; the axis begins at zero; whiskers where low and high are known. */
function bar(data, width) {
  const narrow = width < 480;
  const several = data.series.length > 1;
  const own = data.own ?? null;
  const whiskers = data.series.filter((series) => series.low && series.high).map((series) => ({
    type: 'custom',
    silent: true,
    z: 4,
    tooltip: { show: false },
    data: series.values.map((value, at) => [series.low[at], series.high[at], at]),
    clip: false,
    encode: { x: [0, 1], y: 2 },
    renderItem: (parameters, api) => {
      const from = api.coord([api.value(0), api.value(2)]);
      const to = api.coord([api.value(1), api.value(2)]);
      const ends = [[from[0], from[1], to[0], to[1]], [from[0], from[1] - 5, from[0], from[1] + 5], [to[0], to[1] - 5, to[0], to[1] + 5]];
      // a light edge under each line, so that it reads on the bar and beside it
      const strokes = (stroke, lineWidth) => ends.map(([x1, y1, x2, y2]) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth } }));
      const text = withUnit(series.values[api.value(2)], data.unit);
      return {
        type: 'group',
        children: [
          ...strokes(token('surface'), 4),
          ...strokes(token('ink'), 1.5),
          { type: 'text', x: to[0] + 8, y: to[1], style: { text, fill: token('ink'), font: `14px ${FONT}`, verticalAlign: 'middle' } },
        ],
      };
    },
  }));
  return {
    tooltip: { ...common().tooltip, valueFormatter: (value) => withUnit(value, data.unit) },
    grid: { left: 8, right: 88, top: 8, bottom: 8, containLabel: true },
    xAxis: axis({ type: 'value', min: (range) => Math.min(0, range.min), splitNumber: narrow ? 3 : 5 }),
    yAxis: axis({ type: 'category', inverse: true, data: data.x.map((name, at) => (at === own ? { value: name, textStyle: { fontWeight: 600 } } : name)), splitLine: { show: false }, axisLabel: { color: token('ink'), fontSize: 14, width: narrow ? 96 : 176, overflow: 'truncate' } }),
    series: [
      ...data.series.map((series) => ({
        type: 'bar',
        name: series.name,
        data: series.values.map((value, at) => ({
          value,
          href: data.href?.[at],
          ...(own === null ? {} : { itemStyle: { color: token(at === own ? 'brand' : 'grey-mark') }, label: { fontWeight: at === own ? 600 : 400 } }),
        })),
        barMaxWidth: 22,
        color: series.main || !several ? token('brand') : token('grey-mark'),
        itemStyle: { borderRadius: [0, 3, 3, 0] },
        label: { show: !series.low, position: 'right', color: token('ink'), fontSize: 14, formatter: ({ value }) => withUnit(value, data.unit) },
      })),
      ...whiskers,
    ],
  };
}

/** Each point a choice; the line is the edge of what is possible. */
function tradeoff(data) {
  const points = [...data.points].sort((one, other) => one.x - other.x);
  return {
    tooltip: { ...common().tooltip, formatter: ({ data: point }) => `${point.name}: ${withUnit(point.value[0], data.xName)}, ${withUnit(point.value[1], data.yName)}` },
    grid: { left: 8, right: 24, top: 40, bottom: 32, containLabel: true },
    xAxis: axis({ type: 'value', scale: true, name: data.xName, nameLocation: 'middle', nameGap: 32, splitNumber: 4, axisLine: { show: true, lineStyle: { color: token('edge') } } }),
    yAxis: axis({ type: 'value', scale: true, name: data.yName, splitNumber: 4, nameTextStyle: { color: token('ink-2'), fontSize: 14, align: 'left' } }),
    series: [{
      type: 'line',
      step: false,
      symbol: 'circle',
      color: token('grey-mark'),
      lineStyle: { width: 2, color: token('grey-mark') },
      data: points.map((point) => ({
        value: [point.x, point.y],
        label: { show: true, position: 'top', formatter: point.name, color: token('ink'), fontSize: 14, fontWeight: point.main ? 600 : 400 },
        symbolSize: point.main ? 16 : 10,
        itemStyle: { color: point.main ? token('brand') : token('grey-mark') },
        href: point.href,
        name: point.name,
      })),
    }],
  };
}

/** Who is tied to whom: more ties, a larger point; an arrow where a tie goes one way. */
function network(data, width) {
  const narrow = width < 560;
  const most = Math.max(...data.points.map((point) => point.ties));
  const few = data.points.length <= (narrow ? 12 : 40);
  return {
    tooltip: {
      ...common().tooltip,
      formatter: ({ dataType, data: it }) => (dataType === 'edge' ? `${it.fromName} ${it.name} ${it.toName}` : it.name),
    },
    series: [{
      type: 'graph',
      layout: data.points.length > 2 ? 'force' : 'circular',
      force: { layoutAnimation: false, initLayout: 'circular', repulsion: (narrow ? 120 : 260) * (few ? 4 : 1), edgeLength: (narrow ? 60 : 110) * (few ? 1.5 : 1), gravity: few ? 0.05 : 0.12 },
      roam: false,
      left: narrow ? 40 : 80,
      right: narrow ? 40 : 80,
      top: 24,
      bottom: 40,
      label: { position: 'bottom', color: token('ink'), fontSize: 14, width: narrow ? 96 : 160, overflow: 'truncate' },
      labelLayout: { hideOverlap: true },
      lineStyle: { color: token('grey-mark'), width: 2 },
      edgeSymbolSize: 9,
      data: data.points.map((point) => ({
        id: point.id,
        name: point.name,
        href: point.href,
        symbolSize: 12 + 20 * Math.sqrt(point.ties / most),
        label: { show: few || point.ties > 1 || Boolean(point.main) },
        itemStyle: { color: point.main ? token('brand') : token('grey-mark'), borderColor: token('surface'), borderWidth: 1 },
      })),
      links: data.links.map((link) => ({
        source: link.from,
        target: link.to,
        name: link.name,
        fromName: data.points.find((point) => point.id === link.from)?.name,
        toName: data.points.find((point) => point.id === link.to)?.name,
        symbol: ['none', link.kind === 'works_with' ? 'none' : 'arrow'],
        lineStyle: { type: link.kind === 'owner_of' ? 'solid' : link.kind === 'customer_of' ? 'dashed' : 'solid', width: link.kind === 'owner_of' ? 3 : 2 },
      })),
    }],
  };
}
