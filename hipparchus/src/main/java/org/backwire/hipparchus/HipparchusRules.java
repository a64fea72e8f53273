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

    /** Here, the first term of a series is all that counts. */
    private static final double SMALL = 1e-100;

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
        double slope = erfDx(x);
        return slope == 0 ? 0 : -2 * x * slope;
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
        return Gamma.gamma(x) * Polygamma.digamma(x);
    }

    /** The second derivative of {@link Gamma#gamma(double)}. */
    @DerivativeOf(type = HipparchusRules.class, method = "gammaDx")
    public static double gammaDxDx(double x) {
        double digamma = Polygamma.digamma(x);
        return Gamma.gamma(x) * (digamma * digamma + Polygamma.trigamma(x));
    }

    /** The derivative of {@link Gamma#logGamma(double)}. */
    @DerivativeOf(type = Gamma.class, method = "logGamma")
    public static double logGammaDx(double x) {
        return Polygamma.digamma(x);
    }

    /** The second derivative of {@link Gamma#logGamma(double)}. */
    @DerivativeOf(type = HipparchusRules.class, method = "logGammaDx")
    public static double logGammaDxDx(double x) {
        return Polygamma.trigamma(x);
    }

    /** The derivative of {@link Gamma#digamma(double)}. */
    @DerivativeOf(type = Gamma.class, method = "digamma")
    public static double digammaDx(double x) {
        return Polygamma.trigamma(x);
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
        return gammaTerm(a - 1, x, a);
    }

    /** The second derivative of {@link Gamma#regularizedGammaP(double, double)} with respect to {@code x}. */
    @DerivativeOf(type = HipparchusRules.class, method = "regularizedGammaPDx", parameter = 1)
    public static double regularizedGammaPDxDx(double a, double x) {
        double rising = a == 1 ? 0 : (a - 1) * gammaTerm(a - 2, x, a);
        return x == 0 && a < 1 ? rising : rising - gammaTerm(a - 1, x, a);
    }

    /** {@code x^exponent * exp(-x) / gamma(a)}. */
    private static double gammaTerm(double exponent, double x, double a) {
        return x == Double.POSITIVE_INFINITY ? 0 : Math.exp(logOfPower(x, exponent) - x - Gamma.logGamma(a));
    }

    private static double logOfPower(double x, double exponent) {
        return exponent == 0 ? 0 : exponent * Math.log(x);
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
        return Polygamma.digammaDifference(p, q);
    }

    /** The derivative of {@link Beta#logBeta(double, double)} with respect to {@code q}. */
    @DerivativeOf(type = Beta.class, method = "logBeta", parameter = 1)
    public static double logBetaDq(double p, double q) {
        return Polygamma.digammaDifference(q, p);
    }

    /** The second derivative of {@link Beta#logBeta(double, double)} with respect to {@code p}. */
    @DerivativeOf(type = HipparchusRules.class, method = "logBetaDp", parameter = 0)
    public static double logBetaDpDp(double p, double q) {
        return Polygamma.trigammaDifference(p, q);
    }

    /** The derivative of {@link Beta#logBeta(double, double)} with respect to {@code p} and {@code q}. */
    @DerivativeOf(type = HipparchusRules.class, method = "logBetaDp", parameter = 1)
    public static double logBetaDpDq(double p, double q) {
        return -Polygamma.trigamma(p + q);
    }

    /** The derivative of {@link Beta#logBeta(double, double)} with respect to {@code q} and {@code p}. */
    @DerivativeOf(type = HipparchusRules.class, method = "logBetaDq", parameter = 0)
    public static double logBetaDqDp(double p, double q) {
        return -Polygamma.trigamma(p + q);
    }

    /** The second derivative of {@link Beta#logBeta(double, double)} with respect to {@code q}. */
    @DerivativeOf(type = HipparchusRules.class, method = "logBetaDq", parameter = 1)
    public static double logBetaDqDq(double p, double q) {
        return Polygamma.trigammaDifference(q, p);
    }

    /** The derivative of {@link Beta#regularizedBeta(double, double, double)} with respect to {@code x}. */
    @DerivativeOf(type = Beta.class, method = "regularizedBeta", parameter = 0)
    public static double regularizedBetaDx(double x, double a, double b) {
        return betaTerm(a - 1, b - 1, x, a, b);
    }

    /** The second derivative of {@link Beta#regularizedBeta(double, double, double)} with respect to {@code x}. */
    @DerivativeOf(type = HipparchusRules.class, method = "regularizedBetaDx", parameter = 0)
    public static double regularizedBetaDxDx(double x, double a, double b) {
        double rising = a == 1 ? 0 : (a - 1) * betaTerm(a - 2, b - 1, x, a, b);
        double falling = b == 1 ? 0 : (b - 1) * betaTerm(a - 1, b - 2, x, a, b);
        if (x == 0 && a < 1) {
            return rising; // which is infinite of a higher order
        }
        return x == 1 && b < 1 ? -falling : rising - falling;
    }

    /** {@code x^left * (1 - x)^right / beta(a, b)}. */
    private static double betaTerm(double left, double right, double x, double a, double b) {
        double ofRight = right == 0 ? 0 : right * Math.log1p(-x);
        return Math.exp(logOfPower(x, left) + ofRight - Beta.logBeta(a, b));
    }

    // BesselJ

    /** The derivative of {@link BesselJ#value(double, double)} with respect to {@code x}. */
    @DerivativeOf(type = BesselJ.class, method = "value", parameter = 1)
    public static double besselJDx(double order, double x) {
        if (order == 0) {
            return -besselJ(1, x);
        }
        if (x == 0) {
            return order == 1 ? 0.5 : order < 1 ? Double.POSITIVE_INFINITY : 0;
        }
        return order * (besselJ(order, x) / x) - besselJ(order + 1, x);
    }

    /**
     * The second derivative of {@link BesselJ#value(double, double)} with respect to {@code x}, by Bessel's equation, in which the
     * first derivative is written by the function and that of the next order: for small {@code x} nothing cancels.
     */
    @DerivativeOf(type = HipparchusRules.class, method = "besselJDx", parameter = 1)
    public static double besselJDxDx(double order, double x) {
        if (isSmall(x)) {
            if (order == 0 || order == 2) {
                return order == 0 ? -0.5 : 0.25;
            }
            if (order == 1 || order > 2) {
                return order == 1 ? -0.375 * x : 0;
            }
        }
        if (x == 0) {
            return order < 1 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double value = besselJ(order, x);
        return order * (order - 1) * (value / x / x) - value + besselJ(order + 1, x) / x;
    }

    /** Not below 0, where {@link BesselJ} has no values. */
    private static boolean isSmall(double x) {
        return 0 <= x && x < SMALL;
    }

    /** {@link BesselJ#value(double, double)}, which fails for very small {@code x}: there, the first term of its series. */
    private static double besselJ(double order, double x) {
        return isSmall(x) ? Math.pow(x / 2, order) / Gamma.gamma(order + 1) : BesselJ.value(order, x);
    }
}
