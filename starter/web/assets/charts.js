// Draws what a figure brings as data, in the colours of the sheet. The same figures stand in the table under it:
// without this script, or without a canvas, nothing is missing.
"use strict";
(() => {
  if (!window.echarts) return;
  const BAR = 34, ROOM = 64, NAME = 132;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const text = () => ({ color: colour("--ink2"), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 });
  const rule = () => ({ lineStyle: { color: colour("--line") } });
  const written = (unit) => (value) => (unit ? unit + value : Number(value).toLocaleString());
  const pairs = () => [colour("--review"), colour("--make")];

  function bars(told) {
    const [name, value] = told.line;
    const exact = (each) => (told.unit ? told.unit + each.toFixed(3) : each.toLocaleString());
    const label = { show: true, position: "right", ...text(), textBorderColor: colour("--sheet"), textBorderWidth: 3, formatter: (each) => exact(each.value) };
    const series = [{ name: told.what, type: "bar", data: told.values, barMaxWidth: 18, label, itemStyle: { color: colour("--review"), borderRadius: [0, 3, 3, 0] } }];
    if (value !== null) {
      const dashed = { color: colour("--ink2"), type: "dashed", width: 1.5 };
      series.push({ name, type: "line", symbol: "none", silent: true, lineStyle: dashed, data: told.names.map((_, at) => [value, at]) });
    }
    return {
      grid: { left: NAME, right: 72, top: 8, bottom: 28 },
      xAxis: { type: "value", axisLabel: { ...text(), formatter: written(told.unit), hideOverlap: true }, splitLine: rule(), splitNumber: 3 },
      yAxis: { type: "category", data: told.names, axisTick: { show: false }, axisLine: rule(), axisLabel: { ...text(), width: NAME - 16, overflow: "truncate" } },
      series,
    };
  }

  function course(told) {
    const series = told.series.map((each, at) => ({
      name: each.name, type: "line", data: each.points, connectNulls: false, symbolSize: 6,
      lineStyle: { width: 2 }, endLabel: { show: true, formatter: each.name, ...text() }, itemStyle: { color: pairs()[at % 2] },
    }));
    return {
      grid: { left: 64, right: 96, top: 16, bottom: 32 },
      xAxis: { type: "time", axisLabel: { ...text(), formatter: "{MM}-{dd}", hideOverlap: true }, axisLine: rule(), splitLine: { show: false } },
      yAxis: { type: "value", axisLabel: { ...text(), formatter: written("") }, splitLine: rule(), splitNumber: 4 },
      series,
    };
  }

  function draw(place) {
    const told = JSON.parse(place.dataset.chart);
    const known = echarts.getInstanceByDom(place);
    if (known && !place.querySelector("canvas")) known.dispose(); // the page was put in anew around it
    place.style.height = told.kind === "bars" ? `${told.names.length * BAR + ROOM}px` : "16rem";
    const chart = echarts.getInstanceByDom(place) || echarts.init(place, null, { renderer: "canvas" });
    chart.resize();
    chart.setOption({ animation: false, ...{ bars, course }[told.kind](told) }, true);
  }

  const all = () => document.querySelectorAll("[data-chart]").forEach(draw);
  all();
  let waits = 0;
  addEventListener("resize", () => { clearTimeout(waits); waits = setTimeout(all, 100); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  document.addEventListener("htmx:after:swap", all);
})();
