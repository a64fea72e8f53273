package org.backwire.sample;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The price of a call and how it moves: with the spot (delta), the volatility (vega), the interest rate (rho), and as time
 * passes (theta).
 */
record Greeks(double price, double delta, double vega, double rho, double theta) {

    /** All of them from one call of the companion. */
    static Greeks byGradient(double spot, double strike, double rate, double volatility, double maturity) {
        var gradient = OptionsCallGrad.gradient(spot, strike, rate, volatility, maturity);
        return new Greeks(
                gradient.value(),
                gradient.dspot(),
                gradient.dvolatility(),
                gradient.drate(),
                -gradient.dmaturity()); // time passes, maturity shrinks
    }

    /** The formulas of the textbook. */
    static Greeks byFormula(double spot, double strike, double rate, double volatility, double maturity) {
        double deviation = volatility * Math.sqrt(maturity);
        double d1 = (Math.log(spot / strike) + (rate + volatility * volatility / 2) * maturity) / deviation;
        double d2 = d1 - deviation;
        double discounted = strike * Math.exp(-rate * maturity);
        double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
        return new Greeks(
                spot * Options.normal(d1) - discounted * Options.normal(d2),
                Options.normal(d1),
                spot * density * Math.sqrt(maturity),
                discounted * maturity * Options.normal(d2),
                -spot * density * volatility / (2 * Math.sqrt(maturity)) - rate * discounted * Options.normal(d2));
    }

    static void print(PrintStream out) {
        out.println("A call: spot 100, strike 105, interest 3 %, volatility 20 %, nine months");
        Greeks gradient = byGradient(100, 105, 0.03, 0.2, 0.75);
        Greeks formula = byFormula(100, 105, 0.03, 0.2, 0.75);
        out.printf("%-7s%22s%22s%14s%n", "", "one gradient call", "closed form", "difference");
        List<String> names = List.of("price", "delta", "vega", "rho", "theta");
        for (int i = 0; i < names.size(); i++) {
            double computed = gradient.numbers()[i];
            double expected = formula.numbers()[i];
            out.printf(Locale.ROOT, "%-7s%22s%22s%14.1e%n", names.get(i), computed, expected, computed - expected);
        }
        double largest = largestDifference(10_000, 1);
        out.printf(Locale.ROOT, "The largest difference over 10,000 random calls: %.1e of the spot%n", largest);
    }

    /** How far gradient and formula are apart at most, in units of the spot, over random options. */
    static double largestDifference(int options, long seed) {
        var random = new SplittableRandom(seed);
        double largest = 0;
        for (int i = 0; i < options; i++) {
            double spot = random.nextDouble(50, 150);
            double strike = random.nextDouble(50, 150);
            double rate = random.nextDouble(-0.01, 0.1);
            double volatility = random.nextDouble(0.05, 0.8);
            double maturity = random.nextDouble(0.05, 5);
            double[] computed =
                    byGradient(spot, strike, rate, volatility, maturity).numbers();
            double[] expected =
                    byFormula(spot, strike, rate, volatility, maturity).numbers();
            for (int j = 0; j < computed.length; j++) {
                largest = Math.max(largest, Math.abs(computed[j] - expected[j]) / spot);
            }
        }
        return largest;
    }

    /** In the order of the components. */
    double[] numbers() {
        return new double[] {price, delta, vega, rho, theta};
    }
}
