package org.backwire.benchmark.problem;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random numbers to call functions on. */
final class Data {
    private Data() {}

    static double[] uniform(SplittableRandom random, int length, double low, double high) {
        double[] numbers = new double[length];
        Arrays.setAll(numbers, i -> random.nextDouble(low, high));
        return numbers;
    }

    static double[][] uniform(SplittableRandom random, int rows, int columns, double low, double high) {
        double[][] numbers = new double[rows][];
        Arrays.setAll(numbers, i -> uniform(random, columns, low, high));
        return numbers;
    }
}
