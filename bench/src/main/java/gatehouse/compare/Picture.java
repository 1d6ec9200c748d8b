package gatehouse.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The medians as bars, with a line from the smallest to the largest: an SVG file. */
final class Picture {

  private static final int WIDTH = 980;
  private static final int COLUMN = 490;
  private static final int LABELS = 190;
  private static final int VALUES = 70;
  private static final int ROW = 20;
  private static final int TITLE = 44;
  private static final String STYLE =
      "<style>text{font:12px system-ui,sans-serif;fill:#24292f}.t{font-weight:600}"
          + ".v,.h{fill:#57606a;font-size:11px}.g{fill:#0969da}.p{fill:#afb8c1}"
          + ".d{fill:#d8dee4}.s{stroke:#24292f;stroke-width:1}</style>";

  private final Figures figures;
  private final Map<String, String> titles;
  private final StringBuilder svg = new StringBuilder();

  /** A set of bars; what says nothing about a subject leaves it out. */
  private record Panel(String work, String metric, String title, String hint) {}

  private static final List<Panel> PANELS =
      List.of(
          rate("small", "225-byte answers, 64 connections"),
          rate("16k", "16 KiB answers, 64 connections"),
          rate("1m", "1 MiB answers, 16 connections"),
          rate("post", "POST of 64 KiB, 64 connections"),
          rate("slow", "3,000 connections, upstream takes 200 ms"),
          new Panel(
              "latency",
              LatencyWork.at(60, "p99 ms"),
              "p99 at 60 % of the maximum",
              "ms, less is better"),
          new Panel(
              "small",
              ThroughputWork.CPU,
              "Processor time, 225-byte answers",
              "µs per request, less is better"),
          new Panel(
              "memory",
              MemoryWork.ACTIVE,
              "Memory for 1,000 active requests",
              "MiB more, less is better"),
          new Panel("start", StartWork.SECONDS, "Start to the first answer", "s, less is better"),
          rate("features", "Gatehouse: all features against none"),
          rate("routes", "Gatehouse: number of routes"));

  private Picture(Figures figures, Map<String, String> titles) {
    this.figures = figures;
    this.titles = titles;
  }

  private static Panel rate(String work, String title) {
    return new Panel(work, ThroughputWork.RATE, title, "requests/s, more is better");
  }

  static String of(Figures figures, Map<String, String> titles) {
    Picture picture = new Picture(figures, titles);
    int[] bottom = {10, 10};
    for (Panel panel : PANELS) {
      List<String> subjects = picture.subjects(panel);
      if (!subjects.isEmpty()) {
        int column = bottom[0] <= bottom[1] ? 0 : 1;
        picture.panel(panel, subjects, column * COLUMN + 10, bottom[column]);
        bottom[column] += TITLE + subjects.size() * ROW + 16;
      }
    }
    int height = Math.max(bottom[0], bottom[1]);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">%n%s%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n%s</svg>%n"
        .formatted(WIDTH, height, WIDTH, height, STYLE, picture.svg);
  }

  private List<String> subjects(Panel panel) {
    List<String> subjects = new ArrayList<>();
    for (String subject : titles.keySet()) {
      // The upstream alone would dwarf all others, and is no peer.
      if (!subject.equals("direct") && !figures.all(panel.work, subject, panel.metric).isEmpty()) {
        subjects.add(subject);
      }
    }
    return subjects;
  }

  private void panel(Panel panel, List<String> subjects, int x, int y) {
    text(x, y + 14, "t", "start", panel.title);
    text(x, y + 30, "h", "start", panel.hint);
    double most =
        subjects.stream()
            .mapToDouble(subject -> figures.largest(panel.work, subject, panel.metric))
            .max()
            .orElse(1);
    double scale = (COLUMN - 20 - LABELS - VALUES) / Math.max(most, 1e-9);
    int top = y + TITLE;
    for (String subject : subjects) {
      double median = figures.median(panel.work, subject, panel.metric).orElse(0);
      double from = Math.max(0, figures.smallest(panel.work, subject, panel.metric)) * scale;
      double to = Math.max(0, figures.largest(panel.work, subject, panel.metric)) * scale;
      int left = x + LABELS;
      text(left - 6, top + 12, "n", "end", titles.get(subject));
      svg.append(
          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n"
              .formatted(kind(subject), left, top + 2, Math.max(0.5, median * scale), ROW - 7));
      svg.append(
          "<line class=\"s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n"
              .formatted(left + from, top + 8.5, left + to, top + 8.5));
      text(
          (int) (left + Math.max(to, median * scale)) + 5,
          top + 12,
          "v",
          "start",
          Report.number(median));
      top += ROW;
    }
  }

  private static String kind(String subject) {
    boolean ours = subject.startsWith("gatehouse") || subject.matches("all|none|\\d+");
    return ours ? "g" : subject.equals("nginx") || subject.equals("haproxy") ? "d" : "p";
  }

  private void text(int x, int y, String kind, String anchor, String words) {
    svg.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n"
            .formatted(kind, x, y, anchor, words.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
