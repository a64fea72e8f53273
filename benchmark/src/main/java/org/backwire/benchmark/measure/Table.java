package org.backwire.benchmark.measure;

import java.io.PrintStream;
import java.util.Locale;
import org.backwire.benchmark.measure.Measurements.Measurement;
import org.backwire.benchmark.problem.Catalogue;
import org.backwire.benchmark.rival.Flat;

/** Measurements as text, in Markdown. */
final class Table {
    private Table() {}

    static void print(Measurements measurements, PrintStream out) {
        out.println("| problem | inputs | primal | by hand | Backwire | gate | by hand / primal | Backwire / primal"
                + " | Backwire / by hand | gate / by hand | tape / by hand | Hipparchus / by hand | differences / by hand"
                + " | bytes, Backwire | bytes, gate |");
        out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (Catalogue problem : measurements.problems()) {
            out.println(row(problem, measurements));
        }
        out.printf(
                Locale.ROOT,
                "| geometric mean | | | | | | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f | %.1f | | |%n",
                measurements.meanRatio(Rival.EXPERT, Rival.PRIMAL),
                measurements.meanRatio(Rival.COMPANION, Rival.PRIMAL),
                measurements.meanRatio(Rival.COMPANION, Rival.EXPERT),
                measurements.meanRatio(Rival.GATE, Rival.EXPERT),
                measurements.meanRatio(Rival.TAPE, Rival.EXPERT),
                measurements.meanRatio(Rival.HIPPARCHUS, Rival.EXPERT),
                measurements.meanRatio(Rival.DIFFERENCES, Rival.EXPERT));
    }

    private static String row(Catalogue problem, Measurements all) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %.2f | %.2f | **%.2f** | %.2f | %.1f | %.1f | %.1f | %s | %s |",
                problem.title(),
                Flat.of(problem.full().variables()).length,
                time(all.of(problem, Rival.PRIMAL)),
                time(all.of(problem, Rival.EXPERT)),
                time(all.of(problem, Rival.COMPANION)),
                time(all.of(problem, Rival.GATE)),
                all.ratio(problem, Rival.EXPERT, Rival.PRIMAL),
                all.ratio(problem, Rival.COMPANION, Rival.PRIMAL),
                all.ratio(problem, Rival.COMPANION, Rival.EXPERT),
                all.ratio(problem, Rival.GATE, Rival.EXPERT),
                all.ratio(problem, Rival.TAPE, Rival.EXPERT),
                all.ratio(problem, Rival.HIPPARCHUS, Rival.EXPERT),
                all.ratio(problem, Rival.DIFFERENCES, Rival.EXPERT),
                bytes(all.of(problem, Rival.COMPANION)),
                bytes(all.of(problem, Rival.GATE)));
    }

    private static String time(Measurement measurement) {
        return time(measurement.nanoseconds());
    }

    /** Three digits of a number of nanoseconds, in a unit that suits. */
    static String time(double nanoseconds) {
        double time = nanoseconds;
        String[] units = {"ns", "µs", "ms", "s"};
        int unit = 0;
        while (time >= 1000 && unit < units.length - 1) {
            time /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, time < 10 ? "%.2f %s" : time < 100 ? "%.1f %s" : "%.0f %s", time, units[unit]);
    }

    /** JMH spreads what its own iterations allocate over the calls: less than one byte is none. */
    private static String bytes(Measurement measurement) {
        double bytes = measurement.bytes();
        return Double.isNaN(bytes) ? "?" : bytes < 1 ? "0" : String.format(Locale.ROOT, "%,.0f", bytes);
    }
}
