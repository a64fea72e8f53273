package org.backwire.sample;

import static org.backwire.Derivative.GRADIENT;
import static org.backwire.Derivative.JACOBIAN;

import java.awt.Color;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.backwire.Differentiable;
import org.backwire.hipparchus.Optimised;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A curve through measurements, by Levenberg and Marquardt, who need the Jacobian of the curve in its parameters.
 *
 * <p>The measurements are Misra1a of the Statistical Reference Datasets of the National Institute of Standards and Technology: how
 * much is adsorbed in one layer, against the pressure (D. Misra, 1978, dental research). It has computed the best fit to 11 digits.
 */
public final class Adsorption {
    static final double[] PRESSURE = {
        77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0
    };
    static final double[] VOLUME = {
        10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78
    };

    /** What the institute certifies. */
    static final double[] CERTIFIED = {238.94212918, 5.5015643181e-4};

    static final double[] CERTIFIED_DEVIATIONS = {2.7070075241, 7.2668688436e-6};

    private Adsorption() {}

    /** The curve: a layer of {@code p[0]} fills up, the faster the larger {@code p[1]}. */
    @Differentiable(
            value = {GRADIENT, JACOBIAN},
            wrt = "p")
    public static double[] volumes(double[] p, double[] pressures) {
        double[] volumes = new double[pressures.length];
        for (int i = 0; i < pressures.length; i++) {
            volumes[i] = p[0] * (1 - Math.exp(-p[1] * pressures[i]));
        }
        return volumes;
    }

    /** The best fit. */
    static Optimum fit(double[] start) {
        var problem = new LeastSquaresBuilder()
                .model(Optimised.model(
                        p -> AdsorptionVolumesGrad.jacobian(p, PRESSURE),
                        AdsorptionVolumesGrad.Jacobian::value,
                        AdsorptionVolumesGrad.Jacobian::dp))
                .target(VOLUME)
                .start(start)
                .maxEvaluations(100)
                .maxIterations(100)
                .build();
        return new LevenbergMarquardtOptimizer()
                .withCostRelativeTolerance(1e-15)
                .withParameterRelativeTolerance(1e-14)
                .optimize(problem);
    }

    /** How sure the parameters are, for noise as it is in the residuals. */
    static double[] deviations(Optimum fit) {
        double noise = Math.sqrt(fit.getCost() * fit.getCost() / (VOLUME.length - CERTIFIED.length));
        return fit.getSigma(1e-14).mapMultiply(noise).toArray();
    }

    static void print(PrintStream out, Path pictures) {
        Optimum fit = fit(new double[] {500, 1e-4});
        double[] found = fit.getPoint().toArray();
        double[] deviations = deviations(fit);
        out.printf("%-14s%22s%22s%22s%n", "", "fitted", "certified", "standard deviation");
        for (int i = 0; i < found.length; i++) {
            out.printf(
                    Locale.ROOT, "parameter %-4d%22.11e%22.11e%22.5e%n", i + 1, found[i], CERTIFIED[i], deviations[i]);
        }
        out.println("Evaluations of curve and Jacobian: " + fit.getEvaluations());
        out.println("Picture: " + Charts.write(chart(found), pictures.resolve("adsorption.png")));
    }

    private static XYChart chart(double[] p) {
        XYChart chart = Charts.empty("A layer fills up", "pressure", "volume");
        double[] pressures = new double[81];
        Arrays.setAll(pressures, i -> 10.0 * i);
        Charts.line(chart, "fitted", pressures, volumes(p, pressures), Charts.BLUE);
        XYSeries points = chart.addSeries("measured", PRESSURE, VOLUME);
        points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        points.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Charts.ORANGE);
        points.setLineColor(new Color(0, 0, 0, 0));
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(800.0).setYAxisMin(0.0).setMarkerSize(9);
        chart.getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("0");
        chart.getStyler().setXAxisTickMarkSpacingHint(120).setYAxisTickMarkSpacingHint(60);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
        return chart;
    }
}
