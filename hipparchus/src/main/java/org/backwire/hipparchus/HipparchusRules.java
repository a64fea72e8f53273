package org.backwire.hipparchus;

import org.backwire.DerivativeOf;
import org.hipparchus.special.BesselJ;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;

/**
 * Derivatives of the special functions of Hipparchus, first and second:
 *
 * <pre>{@code
 * @Differentiable(derivatives = HipparchusRules.class)
 * static double phi(double x) {
 *     return 0.5 * (1 + Erf.erf(x / Math.sqrt(2)));
 * }
 * }</pre>
 *
 * <p>Erf: {@code erf}, {@code erfc}, {@code erfInv}. Gamma: {@code gamma}, {@code logGamma}, {@code digamma}, {@code trigamma},
 * {@code regularizedGammaP} and {@code regularizedGammaQ} in {@code x}. Beta: {@code logBeta}, {@code regularizedBeta} in {@code x}.
 * BesselJ: {@code value} in {@code x}. The derivatives with respect to the other parameters, such as the order of a Bessel function,
 * have no closed form; an argument that varies there is a compile error.
 */
public final class HipparchusRules {
    private static final double SLOPE_OF_ERF = 2 / Math.sqrt(Math.PI);

    private HipparchusRules() {}

    // Erf

    /** The derivative of {@link Erf#erf(double)}. */
    @DerivativeOf(type = Erf.class, method = "erf")
    public static double erfDx(double x) {
        return SLOPE_OF_ERF * Math.exp(-x * x);
    }

    /** The second derivative of {@link Erf#erf(double)}. */
    @DerivativeOf(type = HipparchusRules.class, method = "erfDx")
    public static double erfDxDx(double x) {
        return -2 * x * erfDx(x);
    }

    /** The derivative of {@link Erf#erfc(double)}. */
    @DerivativeOf(type = Erf.class, method = "erfc")
    public static double erfcDx(double x) {
        return -erfDx(x);
    }

    /** The second derivative of {@link Erf#erfc(double)}. */
    @DerivativeOf(type = HipparchusRules.class, method = "erfcDx")
    public static double erfcDxDx(double x) {
        return -erfDxDx(x);
    }

    /** The derivative of {@link Erf#erfInv(double)}. */
    @DerivativeOf(type = Erf.class, method = "erfInv")
    public static double erfInvDx(double x) {
        double y = Erf.erfInv(x);
        return Math.exp(y * y) / SLOPE_OF_ERF;
    }

    /** The second derivative of {@link Erf#erfInv(double)}. */
    @DerivativeOf(type = HipparchusRules.class, method = "erfInvDx")
    public static double erfInvDxDx(double x) {
        double slope = erfInvDx(x);
        return 2 * Erf.erfInv(x) * slope * slope;
    }

    // Gamma

    /** The derivative of {@link Gamma#gamma(double)}. */
    @DerivativeOf(type = Gamma.class, method = "gamma")
    public static double gammaDx(double x) {
        return Gamma.gamma(x) * Gamma.digamma(x);
    }

    /** The second derivative of {@link Gamma#gamma(double)}. */
    @DerivativeOf(type = HipparchusRules.class, method = "gammaDx")
    public static double gammaDxDx(double x) {
        double digamma = Gamma.digamma(x);
        return Gamma.gamma(x) * (digamma * digamma + Gamma.trigamma(x));
    }

    /** The derivative of {@link Gamma#logGamma(double)}. */
    @DerivativeOf(type = Gamma.class, method = "logGamma")
    public static double logGammaDx(double x) {
        return Gamma.digamma(x);
    }

    /** The second derivative of {@link Gamma#logGamma(double)}. */
    @DerivativeOf(type = HipparchusRules.class, method = "logGammaDx")
    public static double logGammaDxDx(double x) {
        return Gamma.trigamma(x);
    }

    /** The derivative of {@link Gamma#digamma(double)}. */
    @DerivativeOf(type = Gamma.class, method = "digamma")
    public static double digammaDx(double x) {
        return Gamma.trigamma(x);
    }

    /** The second derivative of {@link Gamma#digamma(double)}. */
    @DerivativeOf(type = HipparchusRules.class, method = "digammaDx")
    public static double digammaDxDx(double x) {
        return Polygamma.of(2, x);
    }

    /** The derivative of {@link Gamma#trigamma(double)}. */
    @DerivativeOf(type = Gamma.class, method = "trigamma")
    public static double trigammaDx(double x) {
        return Polygamma.of(2, x);
    }

    /** The second derivative of {@link Gamma#trigamma(double)}. */
    @DerivativeOf(type = HipparchusRules.class, method = "trigammaDx")
    public static double trigammaDxDx(double x) {
        return Polygamma.of(3, x);
    }

    /** The derivative of {@link Gamma#regularizedGammaP(double, double)} with respect to {@code x}. */
    @DerivativeOf(type = Gamma.class, method = "regularizedGammaP", parameter = 1)
    public static double regularizedGammaPDx(double a, double x) {
        if (x == 0) {
            return a < 1 ? Double.POSITIVE_INFINITY : a == 1 ? 1 : 0;
        }
        return Math.exp((a - 1) * Math.log(x) - x - Gamma.logGamma(a));
    }

    /** The second derivative of {@link Gamma#regularizedGammaP(double, double)} with respect to {@code x}. */
    @DerivativeOf(type = HipparchusRules.class, method = "regularizedGammaPDx", parameter = 1)
    public static double regularizedGammaPDxDx(double a, double x) {
        return regularizedGammaPDx(a, x) * ((a - 1) / x - 1);
    }

    /** The derivative of {@link Gamma#regularizedGammaQ(double, double)} with respect to {@code x}. */
    @DerivativeOf(type = Gamma.class, method = "regularizedGammaQ", parameter = 1)
    public static double regularizedGammaQDx(double a, double x) {
        return -regularizedGammaPDx(a, x);
    }

    /** The second derivative of {@link Gamma#regularizedGammaQ(double, double)} with respect to {@code x}. */
    @DerivativeOf(type = HipparchusRules.class, method = "regularizedGammaQDx", parameter = 1)
    public static double regularizedGammaQDxDx(double a, double x) {
        return -regularizedGammaPDxDx(a, x);
    }

    // Beta

    /** The derivative of {@link Beta#logBeta(double, double)} with respect to {@code p}. */
    @DerivativeOf(type = Beta.class, method = "logBeta", parameter = 0)
    public static double logBetaDp(double p, double q) {
        return Gamma.digamma(p) - Gamma.digamma(p + q);
    }

    /** The derivative of {@link Beta#logBeta(double, double)} with respect to {@code q}. */
    @DerivativeOf(type = Beta.class, method = "logBeta", parameter = 1)
    public static double logBetaDq(double p, double q) {
        return Gamma.digamma(q) - Gamma.digamma(p + q);
    }

    /** The second derivative of {@link Beta#logBeta(double, double)} with respect to {@code p}. */
    @DerivativeOf(type = HipparchusRules.class, method = "logBetaDp", parameter = 0)
    public static double logBetaDpDp(double p, double q) {
        return Gamma.trigamma(p) - Gamma.trigamma(p + q);
    }

    /** The derivative of {@link Beta#logBeta(double, double)} with respect to {@code p} and {@code q}. */
    @DerivativeOf(type = HipparchusRules.class, method = "logBetaDp", parameter = 1)
    public static double logBetaDpDq(double p, double q) {
        return -Gamma.trigamma(p + q);
    }

    /** The derivative of {@link Beta#logBeta(double, double)} with respect to {@code q} and {@code p}. */
    @DerivativeOf(type = HipparchusRules.class, method = "logBetaDq", parameter = 0)
    public static double logBetaDqDp(double p, double q) {
        return -Gamma.trigamma(p + q);
    }

    /** The second derivative of {@link Beta#logBeta(double, double)} with respect to {@code q}. */
    @DerivativeOf(type = HipparchusRules.class, method = "logBetaDq", parameter = 1)
    public static double logBetaDqDq(double p, double q) {
        return Gamma.trigamma(q) - Gamma.trigamma(p + q);
    }

    /** The derivative of {@link Beta#regularizedBeta(double, double, double)} with respect to {@code x}. */
    @DerivativeOf(type = Beta.class, method = "regularizedBeta", parameter = 0)
    public static double regularizedBetaDx(double x, double a, double b) {
        return Math.pow(x, a - 1) * Math.pow(1 - x, b - 1) * Math.exp(-Beta.logBeta(a, b));
    }

    /** The second derivative of {@link Beta#regularizedBeta(double, double, double)} with respect to {@code x}. */
    @DerivativeOf(type = HipparchusRules.class, method = "regularizedBetaDx", parameter = 0)
    public static double regularizedBetaDxDx(double x, double a, double b) {
        return regularizedBetaDx(x, a, b) * ((a - 1) / x - (b - 1) / (1 - x));
    }

    // BesselJ

    /** The derivative of {@link BesselJ#value(double, double)} with respect to {@code x}. */
    @DerivativeOf(type = BesselJ.class, method = "value", parameter = 1)
    public static double besselJDx(double order, double x) {
        if (order == 0) {
            return -BesselJ.value(1, x);
        }
        if (x == 0) {
            return order == 1 ? 0.5 : order < 1 ? Double.POSITIVE_INFINITY : 0;
        }
        return order / x * BesselJ.value(order, x) - BesselJ.value(order + 1, x);
    }

    /** The second derivative of {@link BesselJ#value(double, double)} with respect to {@code x}, by Bessel's equation. */
    @DerivativeOf(type = HipparchusRules.class, method = "besselJDx", parameter = 1)
    public static double besselJDxDx(double order, double x) {
        if (x == 0 && (order <= 2 && order == Math.rint(order))) {
            return order == 0 ? -0.5 : order == 1 ? 0 : 0.25;
        }
        double turns = order / x;
        return (turns * turns - 1) * BesselJ.value(order, x) - besselJDx(order, x) / x;
    }
}
