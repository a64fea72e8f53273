package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Chance, the same for the same seed on every machine. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Whether something happens that does so in that many of hundred cases. */
    boolean in100(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    double number(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    long seed() {
        return random.nextLong();
    }

    <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @SafeVarargs
    final <T> T of(T... all) {
        return all[random.nextInt(all.length)];
    }

    <T> List<T> several(int least, int most, Supplier<T> one) {
        return Stream.generate(one).limit(between(least, most)).toList();
    }

    /** Ways to go on, each with a weight. */
    <T> Choice<T> choice() {
        return new Choice<>();
    }

    final class Choice<T> {
        private final List<Integer> weights = new ArrayList<>();
        private final List<Supplier<T>> ways = new ArrayList<>();

        Choice<T> or(int weight, Supplier<T> way) {
            weights.add(weight);
            ways.add(way);
            return this;
        }

        Choice<T> orIf(boolean possible, int weight, Supplier<T> way) {
            return possible ? or(weight, way) : this;
        }

        T take() {
            int left = below(weights.stream().mapToInt(Integer::intValue).sum());
            int i = 0;
            while (left >= weights.get(i)) {
                left -= weights.get(i++);
            }
            return ways.get(i).get();
        }
    }
}
