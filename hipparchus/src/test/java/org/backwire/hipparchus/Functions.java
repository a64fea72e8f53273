package org.backwire.hipparchus;

import static org.backwire.Derivative.GRADIENT;
import static org.backwire.Derivative.HVP;
import static org.backwire.Derivative.JACOBIAN;

import org.backwire.Differentiable;
import org.hipparchus.special.BesselJ;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;

/** What a user writes. */
final class Functions {
    private Functions() {}

    @Differentiable(
            value = {GRADIENT, HVP},
            derivatives = HipparchusRules.class)
    static double erf(double x) {
        return Erf.erf(x);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            derivatives = HipparchusRules.class)
    static double erfc(double x) {
        return Erf.erfc(x);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            derivatives = HipparchusRules.class)
    static double erfInv(double x) {
        return Erf.erfInv(x);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            derivatives = HipparchusRules.class)
    static double gamma(double x) {
        return Gamma.gamma(x);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            derivatives = HipparchusRules.class)
    static double logGamma(double x) {
        return Gamma.logGamma(x);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            derivatives = HipparchusRules.class)
    static double digamma(double x) {
        return Gamma.digamma(x);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            derivatives = HipparchusRules.class)
    static double trigamma(double x) {
        return Gamma.trigamma(x);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            wrt = "x",
            derivatives = HipparchusRules.class)
    static double gammaP(double a, double x) {
        return Gamma.regularizedGammaP(a, x);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            wrt = "x",
            derivatives = HipparchusRules.class)
    static double gammaQ(double a, double x) {
        return Gamma.regularizedGammaQ(a, x);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            derivatives = HipparchusRules.class)
    static double logBeta(double p, double q) {
        return Beta.logBeta(p, q);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            wrt = "x",
            derivatives = HipparchusRules.class)
    static double betaOf(double x, double a, double b) {
        return Beta.regularizedBeta(x, a, b);
    }

    @Differentiable(
            value = {GRADIENT, HVP},
            wrt = "x",
            derivatives = HipparchusRules.class)
    static double besselJ(double order, double x) {
        return BesselJ.value(order, x);
    }

    /** A peak on a slope. */
    @Differentiable(
            value = {GRADIENT, JACOBIAN},
            wrt = "p")
    static double[] peak(double[] p, double[] times) {
        double[] values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            double z = (times[i] - p[1]) / p[2];
            values[i] = p[0] * Math.exp(-z * z) + p[3] * times[i];
        }
        return values;
    }

    @Differentiable
    static double valley(double[] x) {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double off = x[i + 1] - x[i] * x[i];
            sum += 100 * off * off + (1 - x[i]) * (1 - x[i]);
        }
        return sum;
    }
}
