package org.backwire;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backwire.Judge.Finding;
import org.backwire.Judge.Verdict;
import org.backwire.Leaves.Leaf;
import org.backwire.Ridders.Estimate;

/** One line of a report: a component of the gradient, and what was found about it. */
record Row(String component, double analytic, Finding finding, String remark) {
    private static final int SHOWN = 100;

    static Row of(String component, double analytic, Finding finding) {
        boolean right = finding.verdict() == Verdict.RIGHT;
        return new Row(
                component, analytic, finding, right ? "" : finding.verdict().words());
    }

    static Row ofAnotherShape(String component, List<Leaf> expected) {
        return new Row(
                component,
                Double.NaN,
                new Finding(Verdict.WRONG, Estimate.NONE, Double.POSITIVE_INFINITY),
                "wrong: not of the shape " + component + " has, with " + expected.size() + " numbers");
    }

    /** The value beside the gradient, and what {@code forward} returns. */
    static Row ofValue(Leaf expected, Leaf actual) {
        double error = Math.abs(expected.value() - actual.value())
                / Math.max(Math.abs(expected.value()), Math.abs(actual.value()));
        boolean same = expected.value() == actual.value()
                || (Double.isNaN(expected.value()) && Double.isNaN(actual.value()))
                || error <= Judge.tolerance(expected.single());
        Verdict verdict = same ? Verdict.RIGHT : Verdict.WRONG;
        double shown = same ? 0 : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        return of(actual.path(), actual.value(), new Finding(verdict, Estimate.exactly(expected.value()), shown));
    }

    static String table(String companion, List<Row> rows) {
        int width = rows.stream().mapToInt(row -> row.component.length()).max().orElse(1);
        String format = "%-" + width + "s  %24s  %24s  %14s  %s";
        String head = format.formatted("", "analytic", "numerical", "relative error", "");
        String lines = rows.stream()
                .limit(SHOWN)
                .map(row -> "\n" + row.line(format).stripTrailing())
                .collect(Collectors.joining());
        String rest = rows.size() > SHOWN ? "\n… and %d more, none worse".formatted(rows.size() - SHOWN) : "";
        return title(companion, rows) + "\n" + head.stripTrailing() + lines + rest;
    }

    private static String title(String companion, List<Row> rows) {
        String counts = Stream.of(Verdict.values())
                .filter(verdict -> count(rows, verdict) > 0)
                .map(verdict -> count(rows, verdict) + " " + verdict.words())
                .collect(Collectors.joining(", "));
        return "The gradient of %s: %s".formatted(companion, counts.isEmpty() ? "no components" : counts);
    }

    private static long count(List<Row> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.finding.verdict() == verdict).count();
    }

    private String line(String format) {
        Estimate estimate = finding.numerical();
        String numerical = Double.isFinite(estimate.derivative())
                ? String.format(Locale.ROOT, "%.10g ± %.0e", estimate.derivative(), estimate.uncertainty())
                : Double.toString(estimate.derivative());
        String error = String.format(Locale.ROOT, "%.1e", finding.error());
        return format.formatted(component, Double.toString(analytic), numerical, error, remark);
    }
}
