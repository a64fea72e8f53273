package org.backwire.benchmark.rival;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Arrays of any rank, laid out one after the other. */
public final class Flat {
    private Flat() {}

    /** All numbers of some arrays. */
    public static double[] of(Object... arrays) {
        return Arrays.stream(arrays).flatMapToDouble(Flat::numbers).toArray();
    }

    private static DoubleStream numbers(Object array) {
        return array instanceof double[] row
                ? Arrays.stream(row)
                : Stream.of((Object[]) array).flatMapToDouble(Flat::numbers);
    }

    /** The rows of some arrays: live. */
    static double[][] rowsOf(Object... arrays) {
        return Arrays.stream(arrays).flatMap(Flat::rows).toArray(double[][]::new);
    }

    /** All numbers of some rows; nothing but this may be done where it is timed. */
    static double[] join(double[][] rows, int length) {
        double[] numbers = new double[length];
        int at = 0;
        for (double[] row : rows) {
            System.arraycopy(row, 0, numbers, at, row.length);
            at += row.length;
        }
        return numbers;
    }

    /** The element with this number, and how to reach it: a row and its place therein. */
    record Element(double[] row, int index) {
        double get() {
            return row[index];
        }

        void set(double value) {
            row[index] = value;
        }
    }

    static Element[] elements(Object... arrays) {
        return Arrays.stream(arrays).flatMap(Flat::rows).flatMap(Flat::elements).toArray(Element[]::new);
    }

    private static Stream<double[]> rows(Object array) {
        return array instanceof double[] row
                ? Stream.of(row)
                : Stream.of((Object[]) array).flatMap(Flat::rows);
    }

    private static Stream<Element> elements(double[] row) {
        Element[] elements = new Element[row.length];
        Arrays.setAll(elements, i -> new Element(row, i));
        return Stream.of(elements);
    }
}
